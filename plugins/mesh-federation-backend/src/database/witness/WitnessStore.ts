import type {
  ClusterName,
  Timestamp,
  WitnessContradiction,
  WitnessProblem,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Weighing } from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';

/** A workload about whose proxy istiod is asked. */
export interface WitnessSubject {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly workload: string;
}

/** What came of the newest question about a workload. */
export interface WitnessRecord extends WitnessSubject {
  /** Whether or not istiod answered. */
  readonly askedAt: Timestamp;
  /** Digest of what was known and of what istiod said; absent without an answer. */
  readonly seen?: string;
  readonly weighing: Weighing;
  /** Why there was no answer. */
  readonly problem?: WitnessProblem;
}

/** What istiod made of the answers about each workload. */
export interface WitnessStore {
  /** All, sorted. */
  list(): Promise<readonly WitnessRecord[]>;
  /** As `list`, without what came of it. */
  asked(): Promise<
    readonly (WitnessSubject &
      Pick<WitnessRecord, 'askedAt' | 'seen'> & {
        /** istiod said something against an answer. */
        readonly contradicted: boolean;
      })[]
  >;
  /** Of all workloads, those of the first hundred that have some. */
  contradictions(): Promise<readonly WitnessContradiction[]>;
  save(record: WitnessRecord): Promise<void>;
  /** Asked again, with the same answer. */
  touch(subject: WitnessSubject, askedAt: Timestamp): Promise<void>;
  /** Forgets what was not asked about since. */
  prune(before: Timestamp): Promise<void>;
}
