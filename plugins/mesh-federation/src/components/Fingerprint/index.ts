export { Fingerprint } from './Fingerprint';
