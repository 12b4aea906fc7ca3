export { TabLink } from './TabLink';
