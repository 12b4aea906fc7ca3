import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import type { UndeclaredReach } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId, useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import styles from './NeedsSection.module.css';

/** More are shown when asked for: a mesh without Sidecars lets everybody reach everything. */
const SHOWN = 10;

/** Services that the entity's workloads reach and that it does not declare. */
export function NeedsUndeclared(props: {
  readonly undeclared: readonly UndeclaredReach[];
}) {
  const { undeclared } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [all, setAll] = useState(false);
  const id = useId();
  const shown = all ? undeclared : undeclared.slice(0, SHOWN);
  if (undeclared.length === 0) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('needs.undeclaredNone')}
      </Text>
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
    </div>
  );
}
