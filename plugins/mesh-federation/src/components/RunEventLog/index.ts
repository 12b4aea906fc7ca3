export { RunEventLog } from './RunEventLog';
