export { EntityMeshFederationContent } from './EntityMeshFederationContent';
