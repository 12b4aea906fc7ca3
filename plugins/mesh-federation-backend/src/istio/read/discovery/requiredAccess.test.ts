import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { requiredAccess, type RequiredAccess } from './requiredAccess';

const REQUIRED_ACCESS = requiredAccess(['istiod']);

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
}

const roles = parseAllDocuments(
  readFileSync(resolve(__dirname, '../../../../rbac.yaml'), 'utf8'),
)
  .map(document => document.toJS() as Role)
  .filter(({ rules }) => rules);

/** As the RBAC authorizer decides. */
function grants(right: RequiredAccess): boolean {
  const resource = right.subresource
    ? `${right.plural}/${right.subresource}`
    : right.plural;
  return roles
    .filter(
      ({ kind, metadata }) =>
        kind === 'ClusterRole' || metadata.namespace === right.namespace,
    )
    .flatMap(({ rules }) => rules ?? [])
    .some(
      rule =>
        rule.apiGroups.includes(right.group) &&
        rule.resources.includes(resource) &&
        rule.verbs.includes(right.verb) &&
        (!rule.resourceNames ||
          (right.name !== undefined &&
            rule.resourceNames.includes(right.name))),
    );
}

describe('rbac.yaml', () => {
  it.each(
    REQUIRED_ACCESS.map(
      right =>
        [
          [right.verb, right.plural, right.subresource, right.name]
            .filter(Boolean)
            .join(' '),
          right,
        ] as const,
    ),
  )('grants %s', (_, right) => {
    expect(grants(right)).toBe(true);
  });

  it('grants no write that no step needs', () => {
    const writes = ['create', 'update', 'patch', 'delete', 'escalate', 'bind'];
    const granted = roles.flatMap(({ rules }) =>
      (rules ?? []).flatMap(rule =>
        rule.verbs
          .filter(verb => writes.includes(verb))
          .flatMap(verb =>
            rule.resources.map(resource => `${verb} ${resource}`),
          ),
      ),
    );
    const needed = REQUIRED_ACCESS.map(
      ({ verb, plural, subresource }) =>
        `${verb} ${subresource ? `${plural}/${subresource}` : plural}`,
    );

    expect(
      granted.filter(
        right =>
          !needed.includes(right) &&
          !['create pods/exec', 'create pods/portforward'].includes(right),
      ),
    ).toEqual([]);
  });

  it('lets nobody change workloads outside of istio-system but by the role for restarts', () => {
    const patching = roles.filter(({ rules }) =>
      rules?.some(
        ({ resources, verbs, resourceNames }) =>
          resources.some(name => /deployments|sets$/.test(name)) &&
          verbs.includes('patch') &&
          !resourceNames,
      ),
    );

    expect(patching.map(({ metadata }) => metadata.name)).toEqual([
      'mesh-federation-restart-workloads',
    ]);
  });

  it('uses no wildcard', () => {
    expect(JSON.stringify(roles)).not.toContain('"*"');
  });
});
