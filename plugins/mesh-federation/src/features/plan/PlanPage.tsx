import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Container, Flex, Header, Link } from '@backstage/ui';
import {
  meshFederationTopologyReadPermission,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useNavigate, useParams } from 'react-router-dom';
import { meshFederationApiRef } from '../../api';
import { federationRouteRef, runRouteRef } from '../../routes';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { DownloadButton } from '../../ui/action/DownloadButton';
import { useAction } from '../../ui/action/useAction';
import { RefLink } from '../../ui/link/RefLink';
import { usePageTitle } from '../../ui/layout/usePageTitle';
import { Section } from '../../ui/layout/Section';
import { LoadView } from '../../ui/load/LoadView';
import { useLiveRefresh } from '../../ui/load/useLiveRefresh';
import { Moment } from '../../ui/time/Moment';
import { FindingList } from '../finding/FindingList';
import { ApprovalBar } from './approval/ApprovalBar';
import { ApprovalNews } from './approval/ApprovalNews';
import { FieldChoices } from './choices/FieldChoices';
import { planYaml } from './objects/planYaml';
import { PlanOverview } from './overview/PlanOverview';
import { PlanStatusLabel } from './PlanStatusLabel';
import { PlanSteps } from './steps/PlanSteps';
import { usePlan, type PlanData } from './overview/usePlan';

function PlanHeader(props: { readonly plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
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
          value: <PlanStatusLabel plan={plan} />,
        },
        {
          label: t('plan.steps', { count: plan.steps.length }),
          value: t('plan.made', {
            age: <Moment at={plan.createdAt} />,
            user: <RefLink entityRef={plan.createdBy} />,
          }),
        },
        {
          label: t('plan.basedOn'),
          value: (
            <>
              {plan.basedOn.map(({ cluster, at }, index) => (
                <span key={cluster}>
                  {index > 0 && ', '}
                  {cluster} <Moment at={at} />
                </span>
              ))}
            </>
          ),
        },
      ]}
    />
  );
}

/** What is to be known before all else, with its tone. */
function newsOf({ run, status, outdated }: Plan) {
  if (!run && status === 'blocked') {
    return { tone: 'danger', about: 'blocked' } as const;
  }
  if (outdated) {
    return { tone: 'warning', about: 'outdated' } as const;
  }
  return status === 'empty'
    ? ({ tone: 'success', about: 'empty' } as const)
    : undefined;
}

function PlanNews(props: { readonly plan: Plan }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const news = newsOf(props.plan);
  return (
    news && (
      <Alert
        status={news.tone}
        icon
        title={t(`plan.${news.about}Title`)}
        description={t(`plan.${news.about}Description`)}
      />
    )
  );
}

function PlanBody(props: { readonly data: PlanData }) {
  const { plan } = props.data;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const stopping = plan.findings.filter(({ blocking }) => blocking);
  const others = plan.findings.filter(({ blocking }) => !blocking);
  return (
    <>
      <ApprovalNews plan={plan} />
      <PlanNews plan={plan} />
      {stopping.length > 0 && (
        <Section title={t('plan.stopping')}>
          <FindingList
            findings={stopping}
            actions={({ choices = [] }) => (
              <FieldChoices plan={plan} choices={choices} />
            )}
          />
        </Section>
      )}
      {plan.steps.length > 0 && <PlanOverview data={props.data} />}
      {others.length > 0 && (
        <Section title={t('plan.risks')}>
          <FindingList findings={others} />
        </Section>
      )}
      {plan.steps.length > 0 && (
        <Section
          title={t('plan.stepsTitle')}
          description={t('plan.secrets')}
          actions={
            <DownloadButton
              text={planYaml(plan.steps)}
              fileName={`plan-${plan.federation.name}.yaml`}
              mediaType="application/yaml"
              label={t('plan.download')}
            />
          }
        >
          <PlanSteps steps={plan.steps} />
        </Section>
      )}
    </>
  );
}

/**
 * One plan: what stops it, then the whole of it on one screen, then every object with what changes
 * in it; the approval stays in reach.
 */
export function PlanPage() {
  const { id = '' } = useParams();
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const navigate = useNavigate();
  const runHref = useRouteRef(runRouteRef);
  const load = usePlan(id);
  useLiveRefresh({
    refresh: load.refresh,
    matches: signal =>
      signal.type === 'run' || (signal.type === 'plan' && signal.planId === id),
  });
  const plan = load.status === 'ready' ? load.value.plan : undefined;
  usePageTitle(
    plan
      ? t('plan.title', { federation: plan.federation.name })
      : t('plan.plan'),
  );
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
          {data => (
            <Flex direction="column" gap="6">
              <PlanBody data={data} />
              <ApprovalBar
                plan={data.plan}
                approve={approve}
                refresh={load.refresh}
              />
            </Flex>
          )}
        </LoadView>
      </Container>
    </>
  );
}
