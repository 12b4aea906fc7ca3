export { MeshFederationPage } from './MeshFederationPage';
