import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { SummaryCard } from '../../../ui/layout/SummaryCard';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { ServiceEntry } from '../services/buildServiceList';
import type { ReachabilitySurvey } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { serviceTones } from '../verdict/reachabilityTones';
import { describeReachability } from './describeReachability';
import { ReachabilitySentences, type OnExplain } from './ReachabilitySentences';
import styles from './ReachabilitySummary.module.css';

/**
 * How many of several Services and ports are not reachable from everywhere; the list beside them
 * says which.
 */
function Counts(props: Pick<ReachabilitySurvey, 'verdicts'>) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const shown = props.verdicts.filter(({ verdict }) => verdict !== 'reachable');
  if (shown.length === 0) return null;
  return (
    <ul className={styles.counts}>
      {shown.map(({ verdict, count }) => (
        <li key={verdict}>
          <StatusLabel tone={serviceTones[verdict]}>
            {count} {t(`reach.verdict.${verdict}`)}
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
  /** Of all Services, those that are not loaded as well. */
  readonly survey: ReachabilitySurvey;
  readonly onExplain: OnExplain;
  /** How old it is and where it is from. */
  readonly facts: ReactNode;
  readonly actions: ReactNode;
}) {
  const { name, entries, survey, onExplain, facts, actions } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const several = entries.length > 1 || survey.services > 1;
  const text = describeReachability(
    entries.map(({ item }) => item),
    { name, t, survey },
  );
  return (
    <SummaryCard tone={text.tone} actions={actions}>
      <ReachabilitySentences
        // Of several, the one that is chosen says what is wrong with it.
        text={several ? { ...text, exceptions: [] } : text}
        onExplain={onExplain}
      />
      {several && <Counts verdicts={survey.verdicts} />}
      {facts}
    </SummaryCard>
  );
}
