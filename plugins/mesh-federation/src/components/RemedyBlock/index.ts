export { RemedyBlock } from './RemedyBlock';
