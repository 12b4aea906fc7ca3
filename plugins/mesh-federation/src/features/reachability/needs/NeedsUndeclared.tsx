import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId, useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import styles from './NeedsSection.module.css';

/** More are shown when asked for: a mesh without Sidecars lets everybody reach everything. */
const SHOWN = 10;

/** Services that the entity's workloads reach and that it does not declare. */
export function NeedsUndeclared(
  props: Pick<
    EntityReachability,
    'undeclared' | 'undeclaredUnexamined' | 'undeclaredUnread'
  >,
) {
  const { undeclared } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [all, setAll] = useState(false);
  const id = useId();
  const shown = all ? undeclared : undeclared.slice(0, SHOWN);
  const unknown = <UndeclaredUnknown {...props} />;
  if (undeclared.length === 0) {
    return (
      <>
        <Text as="p" variant="body-small" color="secondary">
          {t('needs.undeclaredNone')}
        </Text>
        {unknown}
      </>
    );
  }
  return (
    <div className={styles.undeclared}>
      <Text as="h3" variant="body-medium" weight="bold" id={id}>
        {t('needs.undeclaredTitle')} ({undeclared.length})
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('needs.undeclaredDescription')}
      </Text>
      <ul className={styles.services} aria-labelledby={id}>
        {shown.map(({ service, entityRef, from }) => (
          <li key={`${service.namespace}/${service.name}`}>
            <code className={styles.service}>
              {service.namespace}/{service.name}
            </code>
            {entityRef && <EntityRefLink entityRef={entityRef} />}
            <Text variant="body-small" color="secondary">
              {t('needs.undeclaredFrom', { clusters: from.join(', ') })}
            </Text>
          </li>
        ))}
      </ul>
      {shown.length < undeclared.length && (
        <Button size="small" variant="secondary" onPress={() => setAll(true)}>
          {t('needs.showAll', { amount: String(undeclared.length) })}
        </Button>
      )}
      {unknown}
    </div>
  );
}

/** What was not looked at, or cannot be read, may be reached as well. */
function UndeclaredUnknown(
  props: Pick<EntityReachability, 'undeclaredUnexamined' | 'undeclaredUnread'>,
) {
  const { undeclaredUnexamined: unexamined = 0, undeclaredUnread: unread = 0 } =
    props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      {unexamined > 0 && (
        <StatusLabel tone="unknown">
          {t('needs.undeclaredUnexamined', { count: unexamined })}
        </StatusLabel>
      )}
      {unread > 0 && (
        <StatusLabel tone="unknown">
          {t('needs.undeclaredUnread', { count: unread })}
        </StatusLabel>
      )}
    </>
  );
}
