export { TrustCell } from './TrustCell';
