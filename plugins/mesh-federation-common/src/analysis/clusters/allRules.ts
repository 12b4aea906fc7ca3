import type { Rule } from './rules/Rule';
import { certificateProblems } from './rules/trust/certificateProblems';
import { clusterIdConflicts } from './rules/discovery/clusterIdConflicts';
import { duplicateSecrets } from './rules/discovery/duplicateSecrets';
import { foreignSecrets } from './rules/discovery/foreignSecrets';
import { gateways } from './rules/network/gateways';
import { hiddenSharedList } from './rules/trust/hiddenSharedList';
import { istiodNotRunning } from './rules/observation/istiodNotRunning';
import { istioNotFound } from './rules/observation/istioNotFound';
import { istioVersions } from './rules/mesh/istioVersions';
import { laggingNamespaces } from './rules/trust/laggingNamespaces';
import { meshIdentity } from './rules/mesh/meshIdentity';
import { multiRootOff } from './rules/trust/multiRootOff';
import { networks } from './rules/network/networks';
import { notSynced } from './rules/discovery/notSynced';
import { pairTrust } from './rules/trust/pairTrust';
import { proxiesWithoutFlag } from './rules/trust/proxiesWithoutFlag';
import { remoteSecretMissing } from './rules/discovery/remoteSecretMissing';
import { rootValidity } from './rules/trust/rootValidity';
import { sameCluster } from './rules/observation/sameCluster';
import { sameNameRoots } from './rules/trust/sameNameRoots';
import { secretCa } from './rules/discovery/secretCa';
import { secretCredentials } from './rules/discovery/secretCredentials';
import { staleSync } from './rules/discovery/staleSync';
import { syncUnavailable } from './rules/discovery/syncUnavailable';
import { unobservedSections } from './rules/observation/unobservedSections';
import { unsupportedTrust } from './rules/trust/unsupportedTrust';
import { weakRoots } from './rules/trust/weakRoots';

/** Every rule of the analysis. */
export const RULES: readonly Rule[] = [
  certificateProblems,
  clusterIdConflicts,
  duplicateSecrets,
  foreignSecrets,
  gateways,
  hiddenSharedList,
  istioNotFound,
  istiodNotRunning,
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
