import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { useAge } from '../../../ui/time/useAge';

/** Who declined the plan, and why; or who waits for its approval. */
export function ApprovalNews(props: { readonly plan: Plan }) {
  const { approvalRequest, declined, run, outdated } = props.plan;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  if (declined) {
    return (
      <Alert
        status="warning"
        icon
        title={t('approval.declinedBy', {
          user: declined.by,
          age: age(declined.at),
        })}
        description={declined.reason}
      />
    );
  }
  if (!approvalRequest || run || outdated) return null;
  return (
    <Alert
      status="info"
      icon
      title={t('approval.askedBy', {
        user: approvalRequest.by,
        age: age(approvalRequest.at),
      })}
      description={approvalRequest.comment}
    />
  );
}
