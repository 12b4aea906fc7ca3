import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, ButtonLink, Flex, Text } from '@backstage/ui';
import {
  assertNever,
  meshFederationApprovePermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiPlayLine } from '@remixicon/react';
import { useId } from 'react';
import { runRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { Action } from '../../../ui/action/useAction';
import { Hash } from '../../../ui/facts/Hash';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import styles from './ApprovalBar.module.css';
import { AskForApproval } from './AskForApproval';
import { DeclinePlan } from './DeclinePlan';
import { decideApproval, type Approval } from './decideApproval';

function useReason(): (approval: Approval) => string | undefined {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return approval => {
    if (approval.possible) return undefined;
    switch (approval.reason) {
      case 'executed':
        return t('plan.cannotExecuted');
      case 'declined':
        return t('approval.cannotDeclined');
      case 'outdated':
        return t('plan.cannotOutdated');
      case 'blocked':
        return t('plan.cannotBlocked');
      case 'empty':
        return t('plan.cannotEmpty');
      case 'checking':
        return t('plan.checking');
      case 'not-permitted':
        return t('action.notPermitted', {
          permission: meshFederationApprovePermission.name,
        });
      default:
        return assertNever(approval.reason);
    }
  };
}

/**
 * What is approved, and the button that does it or says why it cannot. Stays at the lower edge of
 * the window, however long the plan is.
 */
export function ApprovalBar(props: {
  readonly plan: Plan;
  readonly approve: Action<[]>;
  /** Shows the plan anew. */
  readonly refresh: () => Promise<void>;
}) {
  const { plan, approve, refresh } = props;
  const { run } = plan;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const permission = usePermission({
    permission: meshFederationApprovePermission,
  });
  const runHref = useRouteRef(runRouteRef);
  const approval = decideApproval({ plan, permission });
  const reason = useReason()(approval);
  const titleId = useId();
  const reasonId = useId();

  return (
    <section className={styles.root} aria-labelledby={titleId}>
      <div className={styles.words}>
        <Text as="h2" variant="body-medium" weight="bold" id={titleId}>
          {t('plan.approveTitle')}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('plan.approveDescription')}
        </Text>
        <Flex align="center" gap="1">
          <Text variant="body-small">{t('plan.digest')}</Text>
          <Hash
            hash={plan.digest}
            label={t('plan.copyDigest')}
            copies="digits"
          />
        </Flex>
      </div>
      <div className={styles.action}>
        {approve.error && (
          <FailureAlert title={t('action.failed')} error={approve.error} />
        )}
        {reason && (
          <Text id={reasonId} variant="body-small" color="secondary">
            {reason}
          </Text>
        )}
        {approval.possible && <DeclinePlan plan={plan} onDeclined={refresh} />}
        {!approval.possible &&
          approval.reason === 'not-permitted' &&
          !plan.approvalRequest && (
            <AskForApproval plan={plan} onAsked={refresh} />
          )}
        {run ? (
          <ButtonLink variant="primary" href={runHref({ id: run.id })}>
            {t('plan.seeRun')}
          </ButtonLink>
        ) : (
          <Button
            variant="primary"
            iconStart={<RiPlayLine />}
            isDisabled={!approval.possible}
            isPending={approve.pending}
            onPress={() => approve.run()}
            aria-describedby={reason ? reasonId : undefined}
          >
            {t('plan.approve')}
          </Button>
        )}
      </div>
    </section>
  );
}
