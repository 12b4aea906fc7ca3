import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Reachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { Fingerprint } from '../../../ui/facts/Fingerprint';
import { useReachabilityWords } from '../useReachabilityWords';
import styles from './ReachabilityExplanation.module.css';

function Fact(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>{props.children}</dd>
    </div>
  );
}

/** How a request travels and how it is protected: path, mutual TLS, roots and identities. */
export function ReachabilityProtection(props: {
  readonly explanation: Reachability;
}) {
  const { path, security, client, provider } = props.explanation;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const words = useReachabilityWords();
  const mutual = security.kind === 'mutual-tls' ? security : undefined;
  return (
    <dl className={styles.protection}>
      <Fact label={t('reach.path.title')}>
        {t(`reach.path.${path.kind}`)}
        <Text as="p" variant="body-small" color="secondary">
          {words.path(path)}
        </Text>
      </Fact>
      <Fact label={t('reach.security.title')}>
        {words.security(security)}
        {mutual?.plaintextAccepted && (
          <Text as="p" variant="body-small" color="secondary">
            {t('reach.security.plaintextToo')}
          </Text>
        )}
      </Fact>
      {mutual?.clientVerifiesBy && (
        <Fact label={t('reach.security.clientRoot')}>
          <Fingerprint fingerprint={mutual.clientVerifiesBy} name={provider} />
        </Fact>
      )}
      {mutual?.serverVerifiesBy && (
        <Fact label={t('reach.security.serverRoot')}>
          <Fingerprint
            fingerprint={mutual.serverVerifiesBy}
            name={client.cluster}
          />
        </Fact>
      )}
      {mutual?.clientIdentity && (
        <Fact label={t('reach.security.clientIdentity')}>
          <code className={styles.code}>{mutual.clientIdentity}</code>
        </Fact>
      )}
      {mutual && mutual.serverIdentities.length > 0 && (
        <Fact label={t('reach.security.serverIdentities')}>
          {mutual.serverIdentities.map(identity => (
            <code key={identity} className={styles.code}>
              {identity}
            </code>
          ))}
        </Fact>
      )}
    </dl>
  );
}
