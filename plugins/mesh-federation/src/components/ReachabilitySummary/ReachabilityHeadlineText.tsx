import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { meshFederationTranslationRef } from '../../translation';
import type { ReachabilityHeadline } from '../../view/summarizeReachability';

/** Gives the sentence for a headline. */
function useSentence() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return useCallback(
    (name: string, headline: ReachabilityHeadline): string => {
      const { state, reaching, total: count, mutualTls } = headline;
      const numbers = { reaching: String(reaching), total: String(count) };
      switch (state) {
        case 'all':
          return mutualTls
            ? t('reach.headline.allMutual', { name, count })
            : t('reach.headline.all', { name, count });
        case 'some':
          return mutualTls
            ? t('reach.headline.someMutual', { name, ...numbers })
            : t('reach.headline.some', { name, ...numbers });
        case 'none':
          return t('reach.headline.none', { name, count });
        case 'unknown':
          return t('reach.headline.unknown', { name, count });
        case 'no-endpoints':
          return t('reach.headline.noEndpoints', { name });
        default:
          return state satisfies never;
      }
    },
    [t],
  );
}

/** From how many clusters something is reachable, in one sentence. */
export function ReachabilityHeadlineText(props: {
  readonly name: string;
  readonly headline: ReachabilityHeadline;
}) {
  const sentence = useSentence();
  return (
    <Text as="h2" variant="title-small" weight="bold">
      {sentence(props.name, props.headline)}
    </Text>
  );
}
