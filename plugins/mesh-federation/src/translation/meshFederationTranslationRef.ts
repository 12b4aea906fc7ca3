import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { cardTexts } from './cardTexts';
import { clusterTexts } from './clusterTexts';
import { commonTexts } from './commonTexts';
import { federationTexts } from './federationTexts';
import { findingTexts } from './findingTexts';
import { planTexts } from './planTexts';
import { reachabilityTexts } from './reachabilityTexts';
import { runTexts } from './runTexts';
import { witnessTexts } from './witnessTexts';

/**
 * Every text of the plugin. Texts that come from the backend (reasons, findings, step titles) are
 * shown as they are.
 *
 * @public
 */
export const meshFederationTranslationRef = createTranslationRef({
  id: 'mesh-federation',
  messages: {
    ...commonTexts,
    ...clusterTexts,
    ...findingTexts,
    ...federationTexts,
    ...planTexts,
    ...runTexts,
    ...reachabilityTexts,
    ...witnessTexts,
    ...cardTexts,
  },
});
