import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { meshFederationTranslationRef } from './meshFederationTranslationRef';

/** Texts of the plugin in the reader's language. */
export type MeshFederationTexts = TranslationFunction<
  typeof meshFederationTranslationRef.T
>;
