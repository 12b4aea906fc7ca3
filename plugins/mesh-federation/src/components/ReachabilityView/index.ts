export { ReachabilityView } from './ReachabilityView';
