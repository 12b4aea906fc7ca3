import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import type { MeshFederationApi } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationApiRef } from '../api';
import { asSentence } from '../translation/asSentence';
import type { MeshFederationTexts } from '../translation/MeshFederationTexts';
import { meshFederationTranslationRef } from '../translation/meshFederationTranslationRef';
import { describeFailure } from '../ui/load/describeFailure';

/**
 * Asks the backend whether a value is good, and tells the form what is wrong with it: also that the
 * backend could not be asked, with which nobody goes on.
 */
export async function reportProblems(options: {
  readonly apiHolder: Pick<ApiHolder, 'get'>;
  readonly field: { readonly addError: (message: string) => void };
  readonly check: (
    api: MeshFederationApi,
    t: MeshFederationTexts,
  ) => Promise<readonly string[]>;
}): Promise<void> {
  const { apiHolder, field, check } = options;
  const api = apiHolder.get(meshFederationApiRef);
  const texts = apiHolder
    .get(translationApiRef)
    ?.getTranslation(meshFederationTranslationRef);
  // The field itself waits for both before it is shown.
  if (!api || !texts?.ready) {
    throw new Error('The plugin mesh-federation is not installed or not ready');
  }
  const { t } = texts;
  try {
    for (const problem of await check(api, t)) field.addError(problem);
  } catch (e) {
    const error = e instanceof Error ? e : new Error(String(e));
    const { message } = describeFailure(error);
    field.addError(asSentence(t('picker.problem.notChecked', { message })));
  }
}
