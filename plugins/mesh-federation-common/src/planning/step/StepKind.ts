import type { ClusterState, StepOf, StepType, Timestamp } from '../../model';
import type { Judgement } from './judgement';
import type { StepDraft, StepDraftOf } from './StepDraft';

/** Another step of the same plan, as one step looks at it. */
export interface OtherStep {
  readonly step: StepDraft;
  readonly role?: StepRole;
  /** Both are of one cluster. */
  readonly sameCluster: boolean;
}

/** What other kinds of steps wait for, whichever kind does it. */
export type StepRole =
  /** Takes a remote cluster away from istiod. */
  | 'forgetting'
  /** Changes what istiod trusts. */
  | 'trust';

/** What the steps of a plan have around them. */
export interface Surroundings {
  /** The clusters whose gateway serves a cluster's network. */
  readonly gatewayClusters: (cluster: string) => readonly string[];
}

/** What is observed of the clusters when a step is judged. */
export interface Observation {
  /** Of the step's own cluster. */
  readonly state: ClusterState;
  readonly states: readonly ClusterState[];
  readonly now: Timestamp;
}

/** Makes steps from what was observed and is wanted; each kind has arguments of its own. */
type Draft = (...args: never[]) => unknown;

/** All that planning and verification know of one kind of step. */
export interface StepKind<T extends StepType> {
  /** Its place in the order that people expect, where dependencies leave a choice. Unique. */
  readonly stage: number;
  readonly role?: StepRole;
  /** Whether a step has to wait for another one of its plan. */
  readonly dependsOn: (
    step: StepDraftOf<T>,
    other: OtherStep,
    surroundings: Surroundings,
  ) => boolean;
  /** How planning makes such steps; one way, or several by name. */
  readonly draft: Draft | Readonly<Record<string, Draft>>;
  /** Whether the result of a step holds. */
  readonly verify: (step: StepOf<T>, observation: Observation) => Judgement;
}
