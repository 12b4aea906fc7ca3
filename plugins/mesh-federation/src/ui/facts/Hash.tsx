import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  fingerprintText,
  shortFingerprint,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { CopyIcon } from '../action/CopyIcon';
import styles from './Hash.module.css';

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
  const full = fingerprintText(hash);
  const text = copies === 'digits' ? hash : full;
  return (
    <span className={styles.root}>
      <code className={styles.text} title={full}>
        {shortFingerprint(hash)}
      </code>
      <CopyIcon
        text={text}
        label={label}
        refused={t('fingerprint.refused', { fingerprint: text })}
      />
    </span>
  );
}
