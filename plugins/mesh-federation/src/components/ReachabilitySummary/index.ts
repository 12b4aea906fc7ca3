export { ReachabilityFacts } from './ReachabilityFacts';
export { ReachabilitySentences } from './ReachabilitySentences';
export { ReachabilitySummary } from './ReachabilitySummary';
