export { TitledCard } from './TitledCard';
