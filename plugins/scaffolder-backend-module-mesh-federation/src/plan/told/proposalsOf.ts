import type { JsonValue } from '@backstage/types';
import {
  optional,
  type Plan,
  type PlannedObject,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { parse } from 'yaml';
import type { Proposal } from '../../definition/proposalsField';

/** What of a plan others have to set in what they own; Pods without an owner are not among it. */
export function proposalsOf({ steps }: Pick<Plan, 'steps'>): Proposal[] {
  return steps.flatMap(planned =>
    planned.objects
      .filter(({ operation }) => operation === 'propose')
      .flatMap(object => {
        const settings = settingsOf(planned, object);
        if (!settings) return [];
        const { cluster, ref } = object;
        const { kind, namespace = '', name } = ref;
        return [
          {
            cluster,
            kind: kind as Proposal['kind'],
            namespace,
            name,
            ...settings,
          },
        ];
      }),
  );
}

type Settings = Omit<Proposal, 'cluster' | 'kind' | 'name' | 'namespace'>;

function settingsOf(
  { step }: PlannedStep,
  { before, after }: PlannedObject,
): Settings | undefined {
  if (step.type === 'multi-root') {
    const wanted = envOf(after);
    const removed = Object.keys(envOf(before)).filter(
      name => !step.enabled && !(name in wanted),
    );
    return step.enabled ? { env: wanted } : { removeEnv: removed };
  }
  if (step.type !== 'trust-roots') return undefined;
  switch (step.target.kind) {
    case 'foreign':
      return meshSettings(after);
    case 'cacerts':
      return { ...optional({ rootCert: rootCertOf(after) }) };
    case 'own':
    default:
      return undefined;
  }
}

interface DeploymentBody {
  readonly spec?: {
    readonly template?: {
      readonly spec?: {
        readonly containers?: readonly {
          readonly env?: readonly {
            readonly name: string;
            readonly value: string;
          }[];
        }[];
      };
    };
  };
}

function envOf(manifest: PlannedObject['after']): Record<string, string> {
  const { spec } = (manifest ?? {}) as DeploymentBody;
  const [container] = spec?.template?.spec?.containers ?? [];
  return Object.fromEntries(
    (container?.env ?? []).map(({ name, value }) => [name, value]),
  );
}

function meshSettings(manifest: PlannedObject['after']): Settings {
  const { data } = (manifest ?? {}) as { readonly data?: { mesh?: string } };
  const mesh = (parse(data?.mesh ?? '') ?? {}) as {
    readonly caCertificates?: Record<string, JsonValue>[];
    readonly defaultConfig?: { proxyMetadata?: Record<string, string> };
  };
  return {
    caCertificates: mesh.caCertificates ?? [],
    ...optional({ proxyMetadata: mesh.defaultConfig?.proxyMetadata }),
  };
}

function rootCertOf(manifest: PlannedObject['after']): string | undefined {
  const { stringData } = (manifest ?? {}) as {
    readonly stringData?: Readonly<Record<string, string>>;
  };
  return stringData?.['root-cert.pem'];
}
