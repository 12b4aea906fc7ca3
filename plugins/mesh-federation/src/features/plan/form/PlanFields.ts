import type {
  AffectedByFederation,
  Federation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { PlanFormProblem, PlanFormValues } from './checkPlanForm';

/** What each part of the form gets. */
export interface PlanFields {
  readonly federation: Federation;
  readonly values: PlanFormValues;
  readonly change: (part: Partial<PlanFormValues>) => void;
  /** What is missing, once somebody has tried to submit. */
  readonly problem?: PlanFormProblem;
  readonly affected?: AffectedByFederation;
}
