export { ReachabilityServiceList } from './ReachabilityServiceList';
