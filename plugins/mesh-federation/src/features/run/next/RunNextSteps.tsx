import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  assertNever,
  describeObject,
  meshFederationObservePermission,
  meshFederationPlanPermission,
  type NextStep,
  type PlanRequest,
  type RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { useNavigate } from 'react-router-dom';
import { meshFederationApiRef } from '../../../api';
import { planRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../../ui/action/PermittedButton';
import { useAction } from '../../../ui/action/useAction';
import { RefLinks } from '../../../ui/link/RefLinks';
import { FailureAlert } from '../../../ui/load/FailureAlert';
import { useLoad } from '../../../ui/load/useLoad';
import { ownersOfRestart } from './ownersOfRestart';

/** What each kind of next step says and does. */
function useNextStep(run: RunWithEvents) {
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const navigate = useNavigate();
  const planHref = useRouteRef(planRouteRef);
  const plan = useAction(
    useCallback(
      async (request?: PlanRequest) => {
        const made = await api.createPlan(
          run.federation,
          request ?? (await api.getPlan(run.planId)).request,
        );
        navigate(planHref({ id: made.id }));
      },
      [api, run, navigate, planHref],
    ),
  );
  const observe = useAction(
    useCallback(
      async (clusters: readonly string[]) => {
        await api.observe({ clusters });
      },
      [api],
    ),
  );
  const describe = (step: NextStep) => {
    switch (step.kind) {
      case 'restart-workloads':
        return {
          text: t('nextStep.restart', {
            count: step.workloads.length,
            cluster: step.cluster,
            workloads: step.workloads.map(describeObject).join(', '),
          }),
          label: t('nextStep.restartPlan'),
          permission: meshFederationPlanPermission,
          action: plan,
          start: () => plan.run({ kind: 'join', restartWorkloads: true }),
        };
      case 'plan-again':
        return {
          text: t('nextStep.again', { count: step.steps.length }),
          label: t('nextStep.againPlan'),
          permission: meshFederationPlanPermission,
          action: plan,
          start: () => plan.run(undefined),
        };
      case 'observe-again':
        return {
          text: t('nextStep.observe', { clusters: step.clusters.join(', ') }),
          label: t('action.observe'),
          permission: meshFederationObservePermission,
          action: observe,
          start: () => observe.run(step.clusters),
        };
      default:
        return assertNever(step);
    }
  };
  return { describe, error: plan.error ?? observe.error };
}

/** Who has to know before the workloads restart, as far as the reader may see it. */
function RestartOwners(props: {
  readonly run: RunWithEvents;
  readonly step: Extract<NextStep, { kind: 'restart-workloads' }>;
}) {
  const { run, step } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const load = useLoad(
    useCallback(() => api.getAffected(run.federation), [api, run.federation]),
  );
  const owners =
    load.status === 'ready' ? ownersOfRestart(step, load.value) : [];
  return owners.length === 0 ? null : (
    <Text as="p">
      {t('nextStep.owners')}: <RefLinks refs={owners} />
    </Text>
  );
}

/** Restarts in several clusters are one plan, so that only the first of them has the button. */
function isFirstOfKind(
  step: NextStep,
  index: number,
  all: readonly NextStep[],
) {
  return all.findIndex(({ kind }) => kind === step.kind) === index;
}

/** What is to be done so that what the run was for holds, as buttons. */
export function RunNextSteps(props: {
  readonly run: RunWithEvents;
  readonly steps: readonly NextStep[];
}) {
  const { run, steps } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { describe, error } = useNextStep(run);
  return (
    <Alert
      status="warning"
      icon
      title={t(
        run.status === 'succeeded' ? 'nextStep.title' : 'nextStep.titleOther',
      )}
      description={
        <Flex direction="column" gap="3">
          {steps.map((step, index) => {
            const { text, label, permission, action, start } = describe(step);
            return (
              <Flex key={index} direction="column" gap="1" align="start">
                <Text as="p">{text}</Text>
                {step.kind === 'restart-workloads' && (
                  <RestartOwners run={run} step={step} />
                )}
                {isFirstOfKind(step, index, steps) && (
                  <PermittedButton
                    permission={permission}
                    variant="primary"
                    size="small"
                    isPending={action.pending}
                    onPress={() => start()}
                  >
                    {label}
                  </PermittedButton>
                )}
              </Flex>
            );
          })}
          {error && <FailureAlert title={t('action.failed')} error={error} />}
        </Flex>
      }
    />
  );
}
