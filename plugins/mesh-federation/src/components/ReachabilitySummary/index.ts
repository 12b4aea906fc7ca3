export { ReachabilityExceptions } from './ReachabilityExceptions';
export { ReachabilityFacts } from './ReachabilityFacts';
export { ReachabilityHeadlineText } from './ReachabilityHeadlineText';
export { ReachabilitySummary } from './ReachabilitySummary';
