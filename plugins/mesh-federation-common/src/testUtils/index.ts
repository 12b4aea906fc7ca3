export * from './aCertificate';
export * from './aClusterState';
export * from './aControlPlane';
export * from './aFederation';
export * from './aJoinedMesh';
export * from './rootFixtures';
export * from './applySteps';
export * from './times';
