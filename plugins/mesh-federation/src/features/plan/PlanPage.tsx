import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Container, Flex, Header, Link, Text } from '@backstage/ui';
import {
  meshFederationTopologyReadPermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { meshFederationApiRef } from '../../api';
import { federationRouteRef, runRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useAction } from '../../ui/action/useAction';
import { Section } from '../../ui/layout/Section';
import { LoadView } from '../../ui/load/LoadView';
import { useLoad } from '../../ui/load/useLoad';
import { StatusLabel } from '../../ui/status/StatusLabel';
import { useAge } from '../../ui/time/useAge';
import { FindingList } from '../finding/FindingList';
import { ApprovalCard } from './approval/ApprovalCard';
import styles from './PlanPage.module.css';
import { planTones } from './planTones';
import { PlanSteps } from './steps/PlanSteps';

function PlanHeader(props: { readonly plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const federation = plan.federation.name;
  const href = useRouteRef(federationRouteRef)({ name: federation });
  return (
    <Header
      title={t('plan.title', { federation })}
      metadata={[
        {
          label: t(`plan.${plan.request.kind}`),
          value: <Link href={href}>{plan.federation.members.join(', ')}</Link>,
        },
        {
          label: t('state.status'),
          value: (
            <StatusLabel tone={planTones[plan.status]}>
              {t(`plan.status.${plan.status}`)}
            </StatusLabel>
          ),
        },
        {
          label: t('plan.steps', { count: plan.steps.length }),
          value: t('plan.made', {
            age: age(plan.createdAt),
            user: plan.createdBy,
          }),
        },
        {
          label: t('plan.basedOn'),
          value: plan.basedOn
            .map(fact => `${fact.cluster} ${age(fact.at)}`)
            .join(', '),
        },
      ]}
    />
  );
}

function Disruptions(props: { readonly plan: Plan }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const disruptive = props.plan.steps.filter(step => step.disruption);
  if (disruptive.length === 0) {
    return <Text as="p">{t('plan.noDisruption')}</Text>;
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('plan.disruptions')}
      description={
        <ul className={styles.disruptions}>
          {disruptive.map(({ step, disruption }) => (
            <li key={step.id}>
              {step.cluster}: {disruption}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function PlanBody(props: { readonly plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      {plan.status === 'blocked' && (
        <Alert
          status="danger"
          icon
          title={t('plan.blockedTitle')}
          description={t('plan.blockedDescription')}
        />
      )}
      {plan.status === 'empty' && (
        <Alert
          status="success"
          icon
          title={t('plan.emptyTitle')}
          description={t('plan.emptyDescription')}
        />
      )}
      {plan.findings.length > 0 && (
        <Section title={t('findings.title')}>
          <FindingList findings={plan.findings} />
        </Section>
      )}
      {plan.steps.length > 0 && (
        <>
          <Disruptions plan={plan} />
          <Section title={t('plan.stepsTitle')} description={t('plan.secrets')}>
            <PlanSteps steps={plan.steps} />
          </Section>
        </>
      )}
    </>
  );
}

/** One plan: findings first, then every object with its diff, then approval. */
export function PlanPage() {
  const { id = '' } = useParams();
  const api = useApi(meshFederationApiRef);
  const navigate = useNavigate();
  const runHref = useRouteRef(runRouteRef);
  const load = useLoad(useCallback(() => api.getPlan(id), [api, id]));
  const plan = load.status === 'ready' ? load.value : undefined;
  const approve = useAction(
    useCallback(async () => {
      if (!plan) return;
      const run = await api.startRun(plan.id, plan.digest);
      navigate(runHref({ id: run.id }));
    }, [api, plan, navigate, runHref]),
  );

  return (
    <>
      {plan && <PlanHeader plan={plan} />}
      <Container py={plan ? undefined : '6'}>
        <LoadView load={load} permission={meshFederationTopologyReadPermission}>
          {value => (
            <Flex direction="column" gap="6">
              <PlanBody plan={value} />
              <ApprovalCard plan={value} approve={approve} />
            </Flex>
          )}
        </LoadView>
      </Container>
    </>
  );
}
