import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import {
  isMendedByJoin,
  type Finding,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { federationsOf } from './federationsOf';
import { useFindingContext } from './FindingContext';
import styles from './FindingFederations.module.css';
import { useFederationHref } from './useFederationHref';

function Federation(props: {
  readonly finding: Finding;
  readonly name: string;
}) {
  const { finding, name } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const href = useFederationHref()?.(name);
  const { entity } = useFindingContext();
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
      {href && !entity && isMendedByJoin(finding.code) && (
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

/** The federations of a finding, each with the way to the plan that mends it. */
export function FindingFederations(props: { readonly finding: Finding }) {
  const { finding } = props;
  return federationsOf(finding, useFindingContext()).map(name => (
    <Federation key={name} finding={finding} name={name} />
  ));
}
