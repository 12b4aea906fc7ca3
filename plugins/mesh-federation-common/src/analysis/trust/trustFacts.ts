import type {
  Certificate,
  ClusterState,
  Fingerprint,
  ObjectRef,
  Observed,
  Timestamp,
  UnknownReason,
} from '../../model';
import { oldest } from '../oldest';
import { effectiveRoots } from './effectiveRoots';
import { ownRoots } from './ownRoots';
import { rootListObject } from './rootObjects';
import { remembered } from '../remembered';

/** What one cluster brings into its relations, or why nothing can be said of it. */
export type TrustFacts =
  | {
      readonly known: true;
      readonly state: ClusterState;
      /** Roots that vouch for the cluster. */
      readonly own: readonly Certificate[];
      /** The bundle of its own CA: what new pods trust without any flag. */
      readonly bundle: readonly Certificate[];
      /** For each revision, what its proxies are told to trust. Empty without a control plane. */
      readonly trusted: readonly {
        readonly revision: string;
        readonly roots: readonly Certificate[];
        readonly fingerprints: ReadonlySet<Fingerprint>;
        /**
         * The fingerprints, sorted, as one text: the same for every pair, however many roots there
         * are.
         */
        readonly text: string;
        /** The ConfigMap whose list of foreign roots counts. */
        readonly list: ObjectRef;
      }[];
      readonly at: Timestamp;
    }
  | {
      readonly known: false;
      readonly state: ClusterState;
      readonly section: string;
      readonly reason: UnknownReason;
      readonly at: Timestamp;
    };

/**
 * Gathers what trust rests on, once for each state. External CAs and ambient are recognized and not
 * analyzed: their facts are not known.
 */
export const trustFacts: (state: ClusterState) => TrustFacts =
  remembered(gatherFacts);

/** Fingerprints as a set and as one sorted text. */
export function fingerprintsOf(roots: readonly Certificate[]): {
  readonly fingerprints: ReadonlySet<Fingerprint>;
  readonly text: string;
} {
  const fingerprints = new Set(roots.map(({ fingerprint }) => fingerprint));
  return { fingerprints, text: [...fingerprints].sort().join(' ') };
}

function gatherFacts(state: ClusterState): TrustFacts {
  const { trustStore, controlPlanes, ambient } = state;
  if (trustStore.status === 'unknown') {
    return notKnown(state, 'trust store', trustStore);
  }
  if (controlPlanes.status === 'unknown') {
    return notKnown(state, 'control planes', controlPlanes);
  }
  if (ambient.status === 'unknown') {
    return notKnown(state, 'data plane', ambient);
  }
  if (ambient.value) {
    return unsupported(state, 'data plane', 'ambient is not analyzed');
  }
  const trusted = [];
  const ages: Timestamp[] = [trustStore.at, controlPlanes.at, ambient.at];
  for (const controlPlane of controlPlanes.value) {
    if (controlPlane.certificateAuthority === 'external') {
      return unsupported(state, 'CA', 'an external CA is not analyzed');
    }
    const roots = effectiveRoots(controlPlane, trustStore);
    if (roots.status === 'unknown') {
      return notKnown(state, 'mesh config', roots);
    }
    trusted.push({
      revision: controlPlane.revision,
      roots: roots.value,
      ...fingerprintsOf(roots.value),
      list: rootListObject(controlPlane),
    });
    ages.push(roots.at);
  }
  return {
    known: true,
    state,
    own: ownRoots(state) ?? [],
    bundle: trustStore.value.roots,
    trusted,
    at: oldest(ages, state.at),
  };
}

function notKnown(
  state: ClusterState,
  section: string,
  fact: Extract<Observed<unknown>, { status: 'unknown' }>,
): TrustFacts {
  return { known: false, state, section, reason: fact.reason, at: fact.at };
}

function unsupported(
  state: ClusterState,
  section: string,
  message: string,
): TrustFacts {
  return {
    known: false,
    state,
    section,
    reason: { kind: 'unsupported', message },
    at: state.at,
  };
}
