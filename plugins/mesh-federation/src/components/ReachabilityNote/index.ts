export { ReachabilityNote } from './ReachabilityNote';
