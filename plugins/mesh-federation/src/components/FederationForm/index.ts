export { FederationForm } from './FederationForm';
