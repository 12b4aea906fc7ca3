export { ReachabilityRefresh } from './ReachabilityRefresh';
