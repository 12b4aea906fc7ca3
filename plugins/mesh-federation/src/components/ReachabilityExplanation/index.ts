export { ReachabilityExplanation } from './ReachabilityExplanation';
