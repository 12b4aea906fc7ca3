import { counted } from '../../../model/basics/english';
import type { Certificate, ForeignRoot, StepOf } from '../../../model';
import type { Member } from '../../members/Member';
import {
  desiredRoots,
  includes,
  rootLists,
  type RootList,
} from '../../roots/rootLists';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { WantedRoots } from '../../roots/wantedRoots';
import type { Observation, StepKind } from '../../step/StepKind';
import { judgeBy, judgeIf, type Judgement } from '../../step/judgement';
import { has, judgePlanes } from './judgePlanes';
import { compareStrings } from '../../../model/basics/compareStrings';

type TrustRootsDraft = StepDraftOf<'trust-roots'>;

interface Options {
  readonly member: Member;
  readonly wanted: WantedRoots;
  /** Federations that the cluster is a member of afterwards. */
  readonly federations: readonly string[];
  readonly ownerOf: (certificate: Certificate) => string | undefined;
}

/** A step, and the list that it writes. */
export interface PlannedRootList {
  readonly list: RootList;
  readonly step: TrustRootsDraft;
}

/**
 * Steps that bring the cluster's lists of foreign roots to what is wanted; none for a list that
 * already is. Without a federation our own list goes altogether.
 */
function draft(options: Options): readonly PlannedRootList[] {
  return rootLists(options.member).flatMap(list =>
    stepsForList(options, list).map(step => ({ list, step })),
  );
}

function stepsForList(
  options: Options,
  list: RootList,
): readonly TrustRootsDraft[] {
  const { member, wanted, federations, ownerOf } = options;
  const roots = desiredRoots({
    member,
    list,
    wanted: wanted.roots,
    complete: wanted.unknownMembers.length === 0,
    ownerOf,
  });
  const step: TrustRootsDraft = {
    type: 'trust-roots',
    id: stepId('trust-roots', member.cluster, list.name),
    cluster: member.cluster,
    target: list.target,
    roots,
    before: list.before,
    federations,
  };
  const added = roots.filter(
    ({ certificate }) => !includes(list.before, certificate),
  );
  const removed = list.before.filter(
    certificate =>
      !includes(
        roots.map(root => root.certificate),
        certificate,
      ),
  );
  const flagMissing = wanted.roots.length > 0 && !list.xdsAgent;
  const goes =
    list.target.kind === 'own' && list.exists && federations.length === 0;
  if (added.length === 0 && removed.length === 0 && !flagMissing && !goes) {
    return [];
  }
  return list.target.kind === 'cacerts' &&
    added.length > 0 &&
    removed.length > 0
    ? addThenRemove(step, added, removed)
    : [step];
}

/**
 * istiod takes a new root-cert.pem only when the old or the new one is a subset of the other
 * (istio/istio pilot/pkg/bootstrap/istio_ca.go), so that adding and removing are two steps.
 */
function addThenRemove(
  step: TrustRootsDraft,
  added: readonly ForeignRoot[],
  removed: readonly Certificate[],
): readonly TrustRootsDraft[] {
  if (step.target.kind !== 'cacerts') {
    return [step];
  }
  const kept = removed.map(certificate => ({
    cluster: step.cluster,
    certificate,
  }));
  const between = [...step.roots, ...kept].sort((a, b) =>
    compareStrings(a.certificate.fingerprint, b.certificate.fingerprint),
  );
  return [
    { ...step, id: `${step.id}-add`, phase: 'add', roots: between },
    {
      ...step,
      id: `${step.id}-remove`,
      phase: 'remove',
      target: {
        kind: 'cacerts',
        // The step before writes the Secret, so that its version is not known yet.
        resourceVersion: '',
        rootPem: appendPem(
          step.target.rootPem,
          added.map(({ certificate }) => certificate),
        ),
      },
      before: between.map(({ certificate }) => certificate),
    },
  ];
}

function appendPem(
  rootPem: string,
  certificates: readonly Certificate[],
): string {
  const start =
    rootPem === '' || rootPem.endsWith('\n') ? rootPem : `${rootPem}\n`;
  return start + certificates.map(({ pem }) => pem).join('');
}

/** The list holds exactly the wanted foreign roots; an own list without a federation is gone. */
function verify(
  step: StepOf<'trust-roots'>,
  { state }: Observation,
): Judgement {
  const { target } = step;
  if (target.kind === 'cacerts') {
    return judgeBy(
      state.trustStore,
      `The trust store of ${step.cluster}`,
      ({ pluggedIn }) => judgeList(step, pluggedIn?.roots ?? [], false),
    );
  }
  return judgePlanes(state, plane => {
    const isPrimary =
      plane.meshConfig.status === 'observed' &&
      plane.meshConfig.value.configMap.name === target.configMap.name;
    if (isPrimary) {
      return judgeBy(plane.meshConfig, 'The mesh config', config =>
        judgeList(step, config.caCertificates ?? [], true),
      );
    }
    return judgeBy(plane.shared, 'The shared mesh config', shared => {
      if (target.kind === 'own' && step.federations.length === 0) {
        return judgeIf(!shared.exists, {
          yes: `ConfigMap ${shared.configMap.name} is gone.`,
          no: `ConfigMap ${shared.configMap.name} still exists.`,
        });
      }
      return judgeList(step, shared.caCertificates, true);
    });
  });
}

function judgeList(
  step: StepOf<'trust-roots'>,
  listed: readonly Certificate[],
  exact: boolean,
): Judgement {
  const wanted = step.roots.map(({ certificate }) => certificate);
  const missing = wanted.filter(root => !has(listed, root));
  // root-cert.pem also holds the cluster's own roots, so that only what the step removes can be too
  // much there.
  const suspects = exact ? listed : step.before;
  const surplus = suspects.filter(
    root => has(listed, root) && !has(wanted, root),
  );
  return judgeIf(
    missing.length === 0 && surplus.length === 0,
    {
      yes: `The list holds what is wanted: ${counted(
        wanted.length,
        'foreign root',
      )}.`,
      no: `The list lacks ${counted(missing.length, 'root')} and holds ${
        surplus.length
      } not wanted.`,
    },
    [
      {
        cluster: step.cluster,
        field: 'roots',
        value: listed.map(({ fingerprint }) => fingerprint).join(' '),
      },
    ],
  );
}

export const trustRoots = {
  stage: 30,
  role: 'trust',
  dependsOn: (step, { step: other, role, sameCluster }) =>
    role === 'forgetting' ||
    (sameCluster &&
      other.type === 'trust-roots' &&
      step.phase === 'remove' &&
      other.phase === 'add' &&
      other.target.kind === step.target.kind),
  draft,
  verify,
} satisfies StepKind<'trust-roots'>;
