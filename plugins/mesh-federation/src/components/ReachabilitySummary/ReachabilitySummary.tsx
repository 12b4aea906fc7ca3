import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Text } from '@backstage/ui';
import type {
  ReachabilityCell,
  ServiceReachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../translation';
import type { ServiceEntry } from '../../view/buildServiceList';
import { countVerdicts } from '../../view/countVerdicts';
import type { ServiceVerdict } from '../../view/rankVerdict';
import { summarizeReachability } from '../../view/summarizeReachability';
import { tones, type Tone } from '../../view/tones';
import { StatusLabel } from '../StatusLabel';
import { ReachabilityExceptions } from './ReachabilityExceptions';
import { ReachabilityHeadlineText } from './ReachabilityHeadlineText';
import styles from './ReachabilitySummary.module.css';

const COUNTED: readonly Exclude<ServiceVerdict, 'reachable'>[] = [
  'blocked',
  'unknown',
  'conditional',
  'no-endpoints',
];

function toneOf(verdict: ServiceVerdict): Tone {
  return verdict === 'no-endpoints' ? 'neutral' : tones.reachability[verdict];
}

function ManySummary(props: {
  readonly name: string;
  readonly entries: readonly ServiceEntry[];
}) {
  const { name, entries } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const counts = countVerdicts(entries);
  const total = String(entries.length);
  return (
    <>
      <Text as="h2" variant="title-small" weight="bold">
        {counts.reachable === entries.length
          ? t('reach.headline.manyAll', { name, total })
          : t('reach.headline.many', {
              name,
              total,
              good: String(counts.reachable),
            })}
      </Text>
      <ul className={styles.counts}>
        {COUNTED.filter(verdict => counts[verdict] > 0).map(verdict => (
          <li key={verdict}>
            <StatusLabel tone={toneOf(verdict)}>
              {counts[verdict]} {t(`reach.verdict.${verdict}`)}
            </StatusLabel>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The answer in words: who reaches the entity over what, and from where it is not so, and why. */
export function ReachabilitySummary(props: {
  readonly name: string;
  readonly entries: readonly ServiceEntry[];
  readonly onExplain: (
    item: ServiceReachability,
    cell: ReachabilityCell,
  ) => void;
  /** How old it is and where it is from. */
  readonly facts: ReactNode;
  readonly actions: ReactNode;
}) {
  const { name, entries, onExplain, facts, actions } = props;
  const [first] = entries;
  const headline =
    entries.length === 1 ? summarizeReachability(first.item) : undefined;
  const tone = headline?.tone ?? toneOf(first?.verdict ?? 'unknown');
  return (
    <Box bg="neutral" className={styles.root} data-tone={tone}>
      <div className={styles.words}>
        {headline ? (
          <>
            <ReachabilityHeadlineText name={name} headline={headline} />
            <ReachabilityExceptions
              exceptions={headline.exceptions}
              onExplain={cell => onExplain(first.item, cell)}
            />
          </>
        ) : (
          <ManySummary name={name} entries={entries} />
        )}
        {facts}
      </div>
      {actions}
    </Box>
  );
}
