export { ClusterMeshCard } from './ClusterMeshCard';
