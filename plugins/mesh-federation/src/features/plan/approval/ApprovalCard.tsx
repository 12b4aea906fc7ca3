import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import {
  assertNever,
  meshFederationApprovePermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { RiPlayLine } from '@remixicon/react';
import { useId } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { Action } from '../../../ui/action/useAction';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import styles from './ApprovalCard.module.css';
import { decideApproval } from './decideApproval';

/** The digest that is approved, and the button that does it or says why it cannot. */
export function ApprovalCard(props: {
  readonly plan: Plan;
  readonly approve: Action<[]>;
}) {
  const { plan, approve } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const permission = usePermission({
    permission: meshFederationApprovePermission,
  });
  const approval = decideApproval({ plan, permission });
  const reasonId = useId();

  const reason = () => {
    if (approval.possible) return undefined;
    switch (approval.reason) {
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

  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          {t('plan.approveTitle')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="3" align="start">
          <Text as="p">{t('plan.approveDescription')}</Text>
          <Text as="p" variant="body-small">
            {t('plan.digest')}:{' '}
            <code className={styles.digest}>{plan.digest}</code>
          </Text>
          {approve.error && (
            <FailureAlert title={t('action.failed')} error={approve.error} />
          )}
          <Flex align="center" gap="3">
            <Button
              variant="primary"
              iconStart={<RiPlayLine />}
              isDisabled={!approval.possible}
              isPending={approve.pending}
              onPress={() => approve.run()}
              aria-describedby={reasonId}
            >
              {t('plan.approve')}
            </Button>
            <Text id={reasonId} variant="body-small" color="secondary">
              {reason()}
            </Text>
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}
