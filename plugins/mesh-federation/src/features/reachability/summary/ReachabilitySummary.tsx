import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { SummaryCard } from '../../../ui/layout/SummaryCard';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { ServiceEntry } from '../services/buildServiceList';
import { countVerdicts } from '../services/countVerdicts';
import type { ServiceVerdict } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { serviceTones } from '../verdict/reachabilityTones';
import { describeReachability } from './describeReachability';
import { ReachabilitySentences, type OnExplain } from './ReachabilitySentences';
import styles from './ReachabilitySummary.module.css';

const COUNTED: readonly Exclude<ServiceVerdict, 'reachable'>[] = [
  'blocked',
  'unknown',
  'no-endpoints',
  'partly',
  'conditional',
];

/**
 * How many of several Services and ports are not reachable from everywhere; the list beside them
 * says which.
 */
function Counts(props: { readonly entries: readonly ServiceEntry[] }) {
  const { entries } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const counts = countVerdicts(entries);
  const shown = COUNTED.filter(verdict => counts[verdict] > 0);
  if (shown.length === 0) return null;
  return (
    <ul className={styles.counts}>
      {shown.map(verdict => (
        <li key={verdict}>
          <StatusLabel tone={serviceTones[verdict]}>
            {counts[verdict]} {t(`reach.verdict.${verdict}`)}
          </StatusLabel>
        </li>
      ))}
    </ul>
  );
}

/** The answer in words: who reaches the entity over what, and from where it is not so, and why. */
export function ReachabilitySummary(props: {
  readonly name: string;
  readonly entries: readonly ServiceEntry[];
  readonly onExplain: OnExplain;
  /** How old it is and where it is from. */
  readonly facts: ReactNode;
  readonly actions: ReactNode;
}) {
  const { name, entries, onExplain, facts, actions } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const several = entries.length > 1;
  const text = describeReachability(
    entries.map(({ item }) => item),
    { name, t },
  );
  return (
    <SummaryCard tone={text.tone} actions={actions}>
      <ReachabilitySentences
        // Of several, the one that is chosen says what is wrong with it.
        text={several ? { ...text, exceptions: [], remarks: [] } : text}
        onExplain={onExplain}
      />
      {several && <Counts entries={entries} />}
      {facts}
    </SummaryCard>
  );
}
