import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { useCopy } from '../action/useCopy';
import styles from './Fingerprint.module.css';
import { formatFingerprint } from './formatFingerprint';

/** The first bytes of a fingerprint, and a button that copies all of it. */
export function Fingerprint(props: {
  readonly fingerprint: string;
  /** Whose root it is, for screen readers. */
  readonly name: string;
}) {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { short, full } = formatFingerprint(props.fingerprint);
  const { outcome, copy } = useCopy(full);
  const labels = {
    copied: t('fingerprint.copied'),
    refused: t('fingerprint.refused', { fingerprint: full }),
  };
  const label = outcome
    ? labels[outcome]
    : t('fingerprint.copy', { name: props.name });

  return (
    <span className={styles.root}>
      <code className={styles.text} title={full}>
        {short}
      </code>
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
    </span>
  );
}
