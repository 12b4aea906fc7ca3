import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useCopy } from './useCopy';

/** A small button that copies a text; its label says what happened. */
export function CopyIcon(props: {
  readonly text: string;
  readonly label: string;
  readonly refused: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { outcome, copy } = useCopy(props.text);
  const labels = {
    copied: t('fingerprint.copied'),
    refused: props.refused,
  };
  const label = outcome ? labels[outcome] : props.label;
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={label}
        onPress={copy}
        icon={outcome === 'copied' ? <RiCheckLine /> : <RiFileCopyLine />}
      />
      <Tooltip>{label}</Tooltip>
    </TooltipTrigger>
  );
}
