export { RunStepList } from './RunStepList';
