import { useRouteRef } from '@backstage/core-plugin-api';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import {
  describeObject,
  type FieldChoice,
  type Plan,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { meshFederationApiRef } from '../../../api';
import { planRouteRef } from '../../../routes';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { FormDialog } from '../../../ui/action/FormDialog';
import { alikeChoices } from './alikeChoices';
import styles from './FieldChoices.module.css';

/** Says whose fields are meant, and asks for a new plan that does with them what was chosen. */
export function FieldChoiceDialog(props: {
  readonly plan: Plan;
  readonly choice: FieldChoice;
  readonly onClose: () => void;
}) {
  const { plan, choice, onClose } = props;
  const api = useApi(meshFederationApiRef);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const navigate = useNavigate();
  const planHref = useRouteRef(planRouteRef);
  const [all, setAll] = useState(false);
  const alike = alikeChoices(plan, choice);
  const chosen = all ? [choice, ...alike] : [choice];
  const make = async () => {
    const { request, federation } = plan;
    const made = await api.createPlan(federation.name, {
      ...request,
      fields: [...(request.fields ?? []), ...chosen],
    });
    onClose();
    navigate(planHref({ id: made.id }));
  };
  return (
    <FormDialog
      title={t(`fieldChoice.${choice.choice}.title`)}
      submitLabel={t('plan.newPlan')}
      onSubmit={make}
      onClose={onClose}
    >
      <Text as="p">{t(`fieldChoice.${choice.choice}.means`)}</Text>
      <ul className={styles.list}>
        {chosen.map(({ cluster, object, managers, fields }, index) => (
          <li key={index}>
            {t(`fieldChoice.${choice.choice}.where`, {
              object: describeObject(object),
              cluster,
              managers: managers.join(', '),
            })}
            <ul className={styles.list}>
              {fields.map(field => (
                <li key={field}>
                  <code>{field}</code>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {alike.length > 0 && (
        <Checkbox isSelected={all} onChange={setAll}>
          {t('fieldChoice.alike', { count: alike.length })}
        </Checkbox>
      )}
    </FormDialog>
  );
}
