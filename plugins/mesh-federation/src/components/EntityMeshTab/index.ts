export { EntityMeshTab } from './EntityMeshTab';
