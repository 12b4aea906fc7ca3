import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { WitnessProblem } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { asSentence } from '../../translation/asSentence';

/**
 * Why istiod could not be asked, what that means, and what to do. Whoever looks at one answer
 * learns first that it stands without istiod, and who can do something.
 */
export function WitnessProblemNote(props: {
  readonly problem: WitnessProblem;
  readonly reader: 'anybody' | 'platform-team';
}) {
  const { problem, reader } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const next = t(`witness.problem.${problem.kind}.next`);
  return (
    <>
      <Text as="p" variant="body-small">
        {t(`witness.problem.${problem.kind}.why`)}
      </Text>
      {reader === 'anybody' && (
        <Text as="p" variant="body-small">
          {t('witness.standsAlone')}
        </Text>
      )}
      <Text as="p" variant="body-small">
        {reader === 'anybody' ? t('witness.platformTeam', { next }) : next}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t('witness.inItsWords', { reason: asSentence(problem.message) })}
      </Text>
    </>
  );
}
