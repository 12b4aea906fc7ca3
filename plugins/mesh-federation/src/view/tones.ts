import type {
  DiscoveryVerdict,
  LegStatus,
  PlanStatus,
  ReachabilityVerdict,
  RunStatus,
  Severity,
  StepProof,
  StepStatus,
  TrustVerdict,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ServiceVerdict } from './rankVerdict';

/** How a status is painted. Each tone has its own shape of icon, so that color is never the only sign. */
export type Tone =
  | 'success'
  /** Holds for some and not for all. */
  | 'partial'
  | 'warning'
  | 'danger'
  | 'info'
  | 'unknown'
  | 'running'
  | 'neutral';

interface Tones {
  readonly trust: Readonly<Record<TrustVerdict, Tone>>;
  readonly discovery: Readonly<Record<DiscoveryVerdict, Tone>>;
  readonly reachability: Readonly<
    Record<ReachabilityVerdict | 'no-service', Tone>
  >;
  /** Of a Service and port as a whole. */
  readonly service: Readonly<Record<ServiceVerdict, Tone>>;
  readonly leg: Readonly<Record<LegStatus, Tone>>;
  readonly severity: Readonly<Record<Severity, Tone>>;
  readonly plan: Readonly<Record<PlanStatus, Tone>>;
  readonly run: Readonly<Record<RunStatus, Tone>>;
  readonly step: Readonly<Record<StepStatus, Tone>>;
  readonly proof: Readonly<Record<StepProof['verdict'], Tone>>;
}

const reachability = {
  reachable: 'success',
  conditional: 'partial',
  blocked: 'danger',
  unknown: 'unknown',
} as const;

/** Tone of every status that the pages show. Only what was observed to hold is `success`. */
export const tones: Tones = {
  trust: {
    verified: 'success',
    'verified-by-overlap': 'warning',
    'one-way': 'warning',
    broken: 'danger',
    unknown: 'unknown',
  },
  discovery: {
    synced: 'success',
    'not-synced': 'danger',
    absent: 'neutral',
    unknown: 'unknown',
  },
  reachability: { ...reachability, 'no-service': 'neutral' },
  service: { ...reachability, partly: 'partial', 'no-endpoints': 'neutral' },
  leg: { satisfied: 'success', violated: 'danger', unknown: 'unknown' },
  severity: { error: 'danger', warning: 'warning', info: 'info' },
  plan: { ready: 'info', blocked: 'danger', empty: 'neutral' },
  run: {
    running: 'running',
    succeeded: 'success',
    failed: 'danger',
    conflict: 'danger',
    cancelled: 'warning',
  },
  step: {
    pending: 'neutral',
    running: 'running',
    succeeded: 'success',
    failed: 'danger',
    cancelled: 'warning',
    proposed: 'info',
  },
  proof: { satisfied: 'success', violated: 'danger', unknown: 'unknown' },
};
