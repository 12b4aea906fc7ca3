export { ReachabilityMatrix } from './ReachabilityMatrix';
