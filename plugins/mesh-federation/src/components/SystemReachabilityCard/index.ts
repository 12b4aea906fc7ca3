export { SystemReachabilityCard } from './SystemReachabilityCard';
