import { mockApis } from '@backstage/frontend-test-utils';
import type { MeshFederationTexts } from '../translation/MeshFederationTexts';
import { meshFederationTranslationRef } from '../translation/meshFederationTranslationRef';

/** The texts of the plugin as they are written. */
export function inEnglish(): MeshFederationTexts {
  const snapshot = mockApis
    .translation()
    .getTranslation(meshFederationTranslationRef);
  if (!snapshot.ready) throw new Error('The texts are not loaded');
  return snapshot.t;
}
