import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  assertNever,
  type ReachabilityPath,
  type ReachabilitySecurity,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useMemo } from 'react';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';

/** The words for how a request travels and how it is protected. */
export interface ReachabilityWords {
  /**
   * Without the verb, for example `through the east-west gateway of network b at 192.0.2.1:15443`.
   */
  readonly path: (path: ReachabilityPath) => string;
  /** For example `Mutual TLS`. */
  readonly security: (security: ReachabilitySecurity) => string;
}

/** Gives the words for paths and protection. */
export function useReachabilityWords(): ReachabilityWords {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return useMemo(
    () => ({
      path: path => {
        switch (path.kind) {
          case 'local':
            return t('reach.path.localDetail');
          case 'direct':
            return t('reach.path.directDetail', { network: path.network });
          case 'gateway':
            return t('reach.path.gatewayDetail', {
              network: path.network,
              addresses: path.gateways
                .map(({ address, port }) => `${address}:${port}`)
                .join(', '),
            });
          case 'none':
            return t('reach.path.noneDetail');
          case 'unknown':
            return t('reach.path.unknownDetail');
          default:
            return assertNever(path);
        }
      },
      security: security =>
        security.kind === 'mutual-tls' && security.plaintextAccepted
          ? t('reach.security.permissive')
          : t(`reach.security.${security.kind}`),
    }),
    [t],
  );
}
