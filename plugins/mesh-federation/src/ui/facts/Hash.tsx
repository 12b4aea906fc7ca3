import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { CopyIcon } from '../action/CopyIcon';
import styles from './Hash.module.css';
import { formatFingerprint } from './formatFingerprint';

/** The first bytes of a SHA-256, and a button that copies all of it. */
export function Hash(props: {
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** What the button does, for screen readers. */
  readonly label: string;
  /** How it is copied: as people compare fingerprints, or as the API takes it. */
  readonly copies: 'fingerprint' | 'digits';
}) {
  const { hash, label, copies } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { short, full } = formatFingerprint(hash);
  const text = copies === 'digits' ? hash : full;
  return (
    <span className={styles.root}>
      <code className={styles.text} title={full}>
        {short}
      </code>
      <CopyIcon
        text={text}
        label={label}
        refused={t('fingerprint.refused', { fingerprint: text })}
      />
    </span>
  );
}
