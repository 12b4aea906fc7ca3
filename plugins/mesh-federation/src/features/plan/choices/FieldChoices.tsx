import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  describeObject,
  meshFederationPlanPermission,
  type FieldChoice,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { PermittedButton } from '../../../ui/action/PermittedButton';
import { FieldChoiceDialog } from './FieldChoiceDialog';
import styles from './FieldChoices.module.css';

/** The ways out that a finding of a plan offers, as buttons that lead to a new plan. */
export function FieldChoices(props: {
  readonly plan: Plan;
  readonly choices: readonly FieldChoice[];
}) {
  const { plan, choices } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [chosen, setChosen] = useState<FieldChoice>();
  const [first] = choices;
  if (!first) return null;
  return (
    <div
      className={styles.choices}
      role="group"
      aria-label={t('fieldChoice.group', {
        object: describeObject(first.object),
        cluster: first.cluster,
      })}
    >
      {choices.map(choice => (
        <PermittedButton
          key={choice.choice}
          permission={meshFederationPlanPermission}
          size="small"
          variant="secondary"
          onPress={() => setChosen(choice)}
        >
          {t(`fieldChoice.${choice.choice}.choose`)}
        </PermittedButton>
      ))}
      {chosen && (
        <FieldChoiceDialog
          plan={plan}
          choice={chosen}
          onClose={() => setChosen(undefined)}
        />
      )}
    </div>
  );
}
