import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Section } from '../../../ui/layout/Section';
import { useDuration } from '../../../ui/time/useDuration';
import type { PlanData } from './usePlan';
import { pastDurations } from './pastDurations';
import { PlanAffected } from './PlanAffected';
import styles from './PlanOverview.module.css';
import { summarizePlan, type PlanSummaryView } from './summarizePlan';

function Fact(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** One sentence: who joins or leaves, and how much is written where. */
function usePurpose(): (plan: Plan, summary: PlanSummaryView) => string {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return ({ request, federation }, { objects, clusters }) => {
    const size = {
      objects: t('plan.objects', { count: objects }),
      clusters: t('plan.inClusters', { count: clusters.length }),
    };
    if (request.kind === 'join') {
      return t('plan.purpose.join', {
        ...size,
        members: federation.members.join(', '),
        federation: federation.name,
      });
    }
    const leaving = request.clusters ?? federation.members;
    return t('plan.purpose.leave', {
      ...size,
      count: leaving.length,
      members: leaving.join(', '),
      federation: federation.name,
    });
  };
}

function Objects(props: { readonly summary: PlanSummaryView }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <ul className={styles.list}>
      {props.summary.clusters.map(({ cluster, counts }) => (
        <li key={cluster}>
          <strong>{cluster}</strong>:{' '}
          {counts
            .map(({ operation, count }) =>
              t(`plan.counted.${operation}`, { count }),
            )
            .join(', ')}
        </li>
      ))}
    </ul>
  );
}

function Notices(props: { readonly summary: PlanSummaryView }) {
  const { notices } = props.summary;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (notices.length === 0) return <Text as="p">{t('plan.noDisruption')}</Text>;
  return (
    <ul className={styles.list}>
      {notices.map(({ text, clusters }) => (
        <li key={text}>
          {text} <span className={styles.where}>{clusters.join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

function PastRuns(props: { readonly data: PlanData }) {
  const { plan, runs } = props.data;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const duration = useDuration();
  const past = pastDurations(runs, plan.request.kind);
  if (!past) return <Text as="p">{t('plan.tookUnknown')}</Text>;
  const shortest = duration(past.shortest);
  const longest = duration(past.longest);
  return (
    <Text as="p">
      {shortest === longest
        ? t('plan.took', { count: past.runs, duration: shortest })
        : t('plan.tookBetween', { count: past.runs, shortest, longest })}
    </Text>
  );
}

/** A plan on one screen: what it is for, how much, who notices what, and how long it takes. */
export function PlanOverview(props: { readonly data: PlanData }) {
  const { plan, affected } = props.data;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const purpose = usePurpose();
  const summary = summarizePlan(plan.steps);
  return (
    <Section title={t('plan.inShort')} description={purpose(plan, summary)}>
      <dl className={styles.facts}>
        <Fact label={t('plan.written')}>
          <Objects summary={summary} />
        </Fact>
        <Fact label={t('plan.disruptions')}>
          <Notices summary={summary} />
        </Fact>
        {/* What the plan has done has changed whom it hits. */}
        {!plan.run && (
          <Fact label={t('affected.title')}>
            <PlanAffected plan={plan} affected={affected} />
          </Fact>
        )}
        {summary.proposedIn.length > 0 && (
          <Fact label={t('plan.proposals')}>
            {t('plan.proposalsIn', {
              clusters: summary.proposedIn.join(', '),
            })}
          </Fact>
        )}
        <Fact label={t('plan.duration')}>
          <PastRuns data={props.data} />
        </Fact>
      </dl>
    </Section>
  );
}
