import type { Rule } from '../Rule';
import { certificateProblems } from './certificateProblems';
import { clusterIdConflicts } from './clusterIdConflicts';
import { duplicateSecrets } from './duplicateSecrets';
import { foreignSecrets } from './foreignSecrets';
import { gateways } from './gateways';
import { hiddenSharedList } from './hiddenSharedList';
import { istioNotFound } from './istioNotFound';
import { istioVersions } from './istioVersions';
import { laggingNamespaces } from './laggingNamespaces';
import { meshIdentity } from './meshIdentity';
import { multiRootOff } from './multiRootOff';
import { networks } from './networks';
import { notSynced } from './notSynced';
import { pairTrust } from './pairTrust';
import { proxiesWithoutFlag } from './proxiesWithoutFlag';
import { remoteSecretMissing } from './remoteSecretMissing';
import { rootValidity } from './rootValidity';
import { sameCluster } from './sameCluster';
import { sameNameRoots } from './sameNameRoots';
import { secretCa } from './secretCa';
import { secretCredentials } from './secretCredentials';
import { staleSync } from './staleSync';
import { syncUnavailable } from './syncUnavailable';
import { unobservedSections } from './unobservedSections';
import { unsupportedTrust } from './unsupportedTrust';
import { weakRoots } from './weakRoots';

/** Every rule of the analysis. */
export const RULES: readonly Rule[] = [
  certificateProblems,
  clusterIdConflicts,
  duplicateSecrets,
  foreignSecrets,
  gateways,
  hiddenSharedList,
  istioNotFound,
  istioVersions,
  laggingNamespaces,
  meshIdentity,
  multiRootOff,
  networks,
  notSynced,
  pairTrust,
  proxiesWithoutFlag,
  remoteSecretMissing,
  rootValidity,
  sameCluster,
  sameNameRoots,
  secretCa,
  secretCredentials,
  staleSync,
  syncUnavailable,
  unobservedSections,
  unsupportedTrust,
  weakRoots,
];
