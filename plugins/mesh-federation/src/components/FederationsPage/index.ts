export { FederationsPage } from './FederationsPage';
