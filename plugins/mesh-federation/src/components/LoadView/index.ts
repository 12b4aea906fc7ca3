export { LoadView } from './LoadView';
