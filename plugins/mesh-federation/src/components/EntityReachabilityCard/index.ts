export { EntityReachabilityCard } from './EntityReachabilityCard';
