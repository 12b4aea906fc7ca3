/** The bed as a library, for the demo and the end-to-end tests. */
export {
  bedBuild,
  bedDown,
  bedUp,
  clustersUp,
  startCluster,
  stopCluster,
} from './bed.ts';
export type { BedOptions } from './bed.ts';
export { endWithBed } from './companions.ts';
export { callFrom, startLoad } from './client.ts';
export type { CallRequest, CallResult, Load, LoadTotals } from './client.ts';
export { binaries, istioctl, kubectl, waitForWorkloads } from './kubernetes.ts';
export type {
  ClusterHandle,
  CommandOptions,
  WorkloadName,
} from './kubernetes.ts';
export type { Output } from './process.ts';
export { progressLine } from './progress.ts';
export type { OnProgress, ProgressEvent } from './progress.ts';
export { applySample, removeSample } from './sample.ts';
export type { SampleOptions } from './sample.ts';
export { clusterNames } from './topology.ts';
