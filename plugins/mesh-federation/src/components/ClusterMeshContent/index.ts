export { ClusterMeshContent } from './ClusterMeshContent';
