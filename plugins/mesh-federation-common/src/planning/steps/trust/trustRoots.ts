import type { Certificate, ForeignRoot } from '../../../model';
import type { Member } from '../../members/Member';
import {
  desiredRoots,
  includes,
  rootLists,
  type RootList,
} from '../../roots/rootLists';
import { stepId, type StepDraftOf } from '../../step/StepDraft';
import type { WantedRoots } from '../../roots/wantedRoots';

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
 * Steps that bring the cluster's lists of foreign roots to what is wanted; none for a list that already is. Without a federation our
 * own list goes altogether.
 */
export function trustRootsSteps(options: Options): readonly PlannedRootList[] {
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
 * istiod takes a new root-cert.pem only when the old or the new one is a subset of the other (istio/istio
 * pilot/pkg/bootstrap/istio_ca.go), so that adding and removing are two steps.
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
    a.certificate.fingerprint < b.certificate.fingerprint ? -1 : 1,
  );
  return [
    { ...step, id: `${step.id}-add`, roots: between },
    {
      ...step,
      id: `${step.id}-remove`,
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
