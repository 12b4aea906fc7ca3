export { TrustMatrix } from './TrustMatrix';
