import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Radio, RadioGroup, Text } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { isNobodyRestarted } from './checkPlanForm';
import { namesInShort } from '../../../ui/facts/namesInShort';
import type { PlanFields } from './PlanFields';
import { FieldProblem } from '../../../ui/action/FieldProblem';

const YES = 'restart';
const NO = 'keep';

function valueOf(restart: boolean | undefined): string | null {
  if (restart === undefined) return null;
  return restart ? YES : NO;
}

/** Whether workloads are restarted that are cut off otherwise: to be chosen, with its price. */
export function JoinFields(props: PlanFields) {
  const { values, change, problem, affected } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const count =
    (affected?.workloads.length ?? 0) + (affected?.omitted.workloads ?? 0);
  const who = () => {
    if (!affected || affected.unknown.length > 0) {
      return t('planForm.restartUnknown');
    }
    return t('planForm.restartCount', {
      count,
      names: namesInShort(
        affected.workloads.map(w => `${w.namespace}/${w.name} (${w.cluster})`),
        count,
        t,
      ),
    });
  };
  if (isNobodyRestarted(affected)) {
    return <Text as="p">{t('planForm.restartNone')}</Text>;
  }
  const missing = problem === 'restart-not-chosen';
  return (
    <Flex direction="column" gap="2">
      <RadioGroup
        label={t('planForm.restart')}
        description={who()}
        isRequired
        isInvalid={missing}
        value={valueOf(values.restartWorkloads)}
        onChange={value => change({ restartWorkloads: value === YES })}
      >
        <Radio value={YES}>
          {t('planForm.restartYes')}. {t('planForm.restartYesMeans')}
        </Radio>
        <Radio value={NO}>
          {t('planForm.restartNo')}. {t('planForm.restartNoMeans')}
        </Radio>
      </RadioGroup>
      {missing && <FieldProblem>{t('planForm.restartMissing')}</FieldProblem>}
    </Flex>
  );
}
