export { NeedsSection } from './NeedsSection';
