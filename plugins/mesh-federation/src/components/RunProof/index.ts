export { RunProof } from './RunProof';
