import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Run } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useAge } from '../../ui/time/useAge';

/** Gives the words for when a run was approved, and by whom. */
export function useApprovalWords(): (
  run: Pick<Run, 'startedAt' | 'approvedBy'>,
) => string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  return ({ startedAt, approvedBy: user }) =>
    t('run.approved', { age: age(startedAt), user });
}
