import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  stepCommands,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { TextToCopy } from '../../finding/TextToCopy';

/** What somebody would run instead of a step. */
export function StepCommands(props: { readonly planned: PlannedStep }) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const text = stepCommands(props.planned);
  return text === '' ? (
    <Text as="p">{t('plan.noCommands')}</Text>
  ) : (
    <TextToCopy text={text} title={t('plan.commandsContexts')} />
  );
}
