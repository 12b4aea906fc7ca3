import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Checkbox, CheckboxGroup } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { lostServices } from '../overview/affectedByPlan';
import { leaversOf } from './checkPlanForm';
import { namesInShort } from '../../../ui/facts/namesInShort';
import type { PlanFields } from './PlanFields';
import { FieldProblem } from '../../../ui/action/FieldProblem';

/** Names the Services that clients lose, and the clusters between which requests end. */
function LeaveConfirmation(props: PlanFields) {
  const { federation, values, change, problem, affected } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { members } = federation;
  const leaving = leaversOf(values.leaving, members);
  const staying = members.filter(member => !leaving.includes(member));
  const lost = affected && lostServices(affected.services, leaving);
  const known = lost !== undefined && affected?.unknown.length === 0;
  const count = (lost?.length ?? 0) + (affected?.omitted.services ?? 0);
  const who = () => {
    if (lost && count > 0) {
      return t('planForm.leaveLost', {
        count,
        names: namesInShort(
          lost.map(
            ({ service, clusters }) =>
              `${service.namespace}/${service.name} (${clusters.join(', ')})`,
          ),
          count,
          t,
        ),
      });
    }
    return known ? t('planForm.leaveLostNone') : t('affected.notKnown');
  };
  return (
    <>
      <Alert
        status="warning"
        icon
        title={t('planForm.leaveMeans')}
        description={
          leaving.length > values.leaving.length
            ? `${t('planForm.fewStay')} ${who()}`
            : who()
        }
      />
      <Checkbox
        isSelected={values.confirmed}
        onChange={confirmed => change({ confirmed })}
      >
        {staying.length > 0
          ? t('planForm.leaveConfirm', {
              leaving: leaving.join(', '),
              staying: staying.join(', '),
            })
          : t('planForm.leaveConfirmAll', { leaving: leaving.join(', ') })}
      </Checkbox>
      {problem === 'not-confirmed' && (
        <FieldProblem>{t('planForm.confirmMissing')}</FieldProblem>
      )}
    </>
  );
}

/** Who leaves: nobody is preset, and what it ends has to be confirmed. */
export function LeaveFields(props: PlanFields) {
  const { federation, values, change, problem } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      <CheckboxGroup
        label={t('planForm.clusters')}
        isRequired
        isInvalid={problem === 'nobody-leaves'}
        value={[...values.leaving]}
        // Who confirmed did so for the clusters that were chosen then.
        onChange={value =>
          change({ leaving: [...value].sort(), confirmed: false })
        }
      >
        {federation.members.map(name => (
          <Checkbox key={name} value={name}>
            {name}
          </Checkbox>
        ))}
      </CheckboxGroup>
      {problem === 'nobody-leaves' && (
        <FieldProblem>{t('planForm.clustersInvalid')}</FieldProblem>
      )}
      <Checkbox
        isSelected={values.keepFlags}
        onChange={keepFlags => change({ keepFlags })}
      >
        {t('planForm.keepFlags')}
      </Checkbox>
      {values.leaving.length > 0 && <LeaveConfirmation {...props} />}
    </>
  );
}
