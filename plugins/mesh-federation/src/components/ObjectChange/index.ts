export { ObjectChange } from './ObjectChange';
