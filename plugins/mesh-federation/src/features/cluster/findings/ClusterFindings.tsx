import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import {
  isMendedByJoin,
  type ClusterOverview,
  type Finding,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FindingList } from '../../finding/FindingList';
import { FindingOwners } from '../../finding/owners/FindingOwners';
import styles from './ClusterFindings.module.css';
import { federationsOf } from './federationsOf';
import { useFederationHref } from './useFederationHref';

function Federation(props: {
  readonly finding: Finding;
  readonly name: string;
}) {
  const { finding, name } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useFederationHref()?.(name);
  return (
    <div className={styles.federation}>
      <Text as="span" variant="body-small" className={styles.name}>
        {t('findings.federation')}{' '}
        {href ? (
          <Link href={href} variant="body-small">
            {name}
          </Link>
        ) : (
          name
        )}
      </Text>
      {href && isMendedByJoin(finding.code) && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={`${href}?plan`}
          aria-label={t('findings.planJoinOf', { federation: name })}
        >
          {t('findings.planJoin')}
        </ButtonLink>
      )}
    </div>
  );
}

/** Findings of clusters, each with its federations and the way to the plan that mends it. */
export function ClusterFindings(props: {
  readonly findings: readonly Finding[];
  readonly clusters: readonly ClusterOverview[];
}) {
  const { findings, clusters } = props;
  return (
    <FindingOwners value={{ clusters: clusters.map(({ cluster }) => cluster) }}>
      <FindingList
        findings={findings}
        actions={finding =>
          federationsOf(finding, clusters).map(name => (
            <Federation key={name} finding={finding} name={name} />
          ))
        }
      />
    </FindingOwners>
  );
}
