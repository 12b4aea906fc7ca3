import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import type {
  EntityNeed,
  EntityReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { reachabilityTones } from '../verdict/reachabilityTones';
import styles from './NeedsSection.module.css';
import { NeedsUndeclared } from './NeedsUndeclared';

function NeedSource(props: { readonly source: EntityNeed['from'][number] }) {
  const { cluster, verdict, summary, service, port, provider } = props.source;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const target = {
    service: `${service.namespace}/${service.name}`,
    port: String(port),
  };
  return (
    <li className={styles.source}>
      <span className={styles.cluster}>{t('needs.from', { cluster })}</span>
      <StatusLabel tone={reachabilityTones[verdict]}>
        {t(`reach.verdict.${verdict}`)}
      </StatusLabel>
      <span>
        {provider
          ? t('needs.via', { ...target, provider })
          : t('needs.viaNowhere', target)}
        {verdict !== 'reachable' && `: ${summary}`}
      </span>
    </li>
  );
}

function NeedItem(props: { readonly need: EntityNeed }) {
  const { entityRef, relation, verdict, summary, from } = props.need;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <li className={styles.need} data-verdict={verdict}>
      <div className={styles.head}>
        <StatusLabel tone={reachabilityTones[verdict]}>
          {t(`reach.verdict.${verdict}`)}
        </StatusLabel>
        <Text variant="body-small" color="secondary">
          {t(`needs.relation.${relation}`)}
        </Text>
        <EntityRefLink entityRef={entityRef} />
      </div>
      <Text as="p" variant="body-small">
        {summary}
      </Text>
      {from.length > 0 && (
        <ul className={styles.sources}>
          {from.map(source => (
            <NeedSource key={source.cluster} source={source} />
          ))}
        </ul>
      )}
    </li>
  );
}

/**
 * What the entity says that it needs, needed and broken first, and what it reaches without saying
 * so.
 */
export function NeedsSection(
  props: Pick<EntityReachability, 'needs' | 'undeclared'>,
) {
  const { needs, undeclared } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Section title={t('needs.title')} description={t('needs.description')}>
      {needs.length > 0 ? (
        <ul className={styles.list} aria-label={t('needs.title')}>
          {needs.map(need => (
            <NeedItem key={`${need.relation} ${need.entityRef}`} need={need} />
          ))}
        </ul>
      ) : (
        <Text as="p" color="secondary">
          {t('needs.none')}
        </Text>
      )}
      <NeedsUndeclared undeclared={undeclared} />
    </Section>
  );
}
