import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import type {
  EntityNeed,
  EntityReachability,
  Finding,
  NeedFrom,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import { FindingLink } from '../../finding/FindingLink';
import { TextToCopy } from '../../finding/TextToCopy';
import { reachabilityTones } from '../verdict/reachabilityTones';
import styles from './NeedsSection.module.css';
import { useCellHref } from './useCellHref';
import { NeedsUndeclared } from './NeedsUndeclared';

function NeedFix(props: { readonly finding: Finding }) {
  const { code, fix, remedy } = props.finding;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <div className={styles.fix}>
      <Text as="p" variant="body-small">
        <FindingLink code={code} /> <strong>{t('findings.fix')}:</strong> {fix}
      </Text>
      {remedy && (
        <TextToCopy
          title={t('reach.remedy', { cluster: remedy.cluster })}
          text={remedy.text}
        />
      )}
    </div>
  );
}

function NeedSource(props: { readonly source: NeedFrom }) {
  const { cluster, verdict, summary, service, port, provider, finding } =
    props.source;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useCellHref()(props.source);
  return (
    <li>
      <div className={styles.source}>
        <span className={styles.cluster}>{t('needs.from', { cluster })}</span>
        <StatusLabel tone={reachabilityTones[verdict]}>
          {t(`reach.verdict.${verdict}`)}
        </StatusLabel>
        <span>
          {t('needs.via', {
            service: `${service.namespace}/${service.name}`,
            port: String(port),
            provider,
          })}
          {verdict !== 'reachable' && `: ${summary}`}
        </span>
        {href && verdict !== 'reachable' && (
          <Link
            href={href}
            variant="body-small"
            aria-label={t('reach.why.label', { from: cluster, to: provider })}
          >
            {t('reach.why.button')}
          </Link>
        )}
      </div>
      {finding && <NeedFix finding={finding} />}
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
  props: Pick<
    EntityReachability,
    'needs' | 'undeclared' | 'undeclaredUnexamined' | 'undeclaredUnread'
  >,
) {
  const { needs } = props;
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
      <NeedsUndeclared {...props} />
    </Section>
  );
}
