export { ExpiryLabel } from './ExpiryLabel';
