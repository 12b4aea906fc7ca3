import type { TranslationFunction } from '@backstage/frontend-plugin-api';
import type { EntityReachability } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { meshFederationTranslationRef } from '../translation';
import {
  summarizeEntity,
  type EntityClient,
  type EntityHeadline,
} from './summarizeEntity';

/** Beyond these the sentence is no longer one that people read; the matrix has the others. */
const MOST_EXCEPTIONS = 3;

/** Texts of the plugin in the reader's language. */
export type MeshFederationTexts = TranslationFunction<
  typeof meshFederationTranslationRef.T
>;

interface Exception {
  readonly clusters: readonly string[];
  readonly client: EntityClient;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Clusters with one and the same trouble, worst first. */
function exceptionsOf(headline: EntityHeadline): readonly Exception[] {
  const groups = new Map<string, Exception>();
  for (const client of headline.clients) {
    if (client.state === 'reaches') continue;
    const { state, cause, item } = client;
    // What is wrong on the way to one provider is told once, whoever the clients are.
    const why = state === 'partly' ? cause?.provider : cause?.summary;
    const key = JSON.stringify([state, why, item.service, item.port.number]);
    const known = groups.get(key);
    groups.set(key, {
      clusters: [...(known?.clusters ?? []), client.cluster],
      client: known?.client ?? client,
    });
  }
  return [...groups.values()];
}

function describeException(
  { clusters, client }: Exception,
  service: string,
  t: MeshFederationTexts,
): string {
  const { state, cause } = client;
  const reason = sentence(cause?.summary ?? t('trust.notReported'));
  const words = { clusters: clusters.join(', '), service, reason };
  switch (state) {
    case 'blocked':
      return t('sentence.blocked', words);
    case 'unknown':
      return t('sentence.unknown', words);
    case 'conditional':
      return t('sentence.conditional', words);
    case 'partly': {
      const provider = cause?.provider ?? '';
      return cause?.verdict === 'blocked'
        ? t('sentence.partlyBlocked', { ...words, provider })
        : t('sentence.partlyUnknown', { ...words, provider });
    }
    case 'reaches':
      return '';
    default:
      return state satisfies never;
  }
}

function describeCount(
  headline: EntityHeadline,
  name: string,
  t: MeshFederationTexts,
): string {
  const { clients, reaching, security } = headline;
  const count = clients.length;
  if (reaching === 0) {
    if (clients.every(client => client.state === 'unknown')) {
      return t('sentence.headUnknown', { name });
    }
    return clients.some(client => client.state === 'unknown')
      ? t('sentence.headNoneKnown', { name, count })
      : t('sentence.headNone', { name, count });
  }
  const how = {
    'mutual-tls': t('sentence.overMutualTls'),
    plaintext: t('sentence.inPlaintext'),
    mixed: t('sentence.partlyInPlaintext'),
    unknown: '',
  }[security];
  const reachable = t('sentence.reachable', { name });
  const from =
    reaching === count
      ? t('sentence.fromAll', { count, cluster: clients[0].cluster })
      : t('sentence.fromSome', { reaching: String(reaching), count });
  return sentence([reachable, how, from].filter(Boolean).join(' '));
}

function describeFound(
  headline: EntityHeadline,
  reachability: EntityReachability,
  name: string,
  t: MeshFederationTexts,
): string {
  const serviceOf = ({ service, port }: (typeof reachability.items)[number]) =>
    `${service.namespace}/${service.name}:${port.number}`;
  const exceptions = exceptionsOf(headline);
  const shown = exceptions.slice(0, MOST_EXCEPTIONS);
  const rest = exceptions
    .slice(MOST_EXCEPTIONS)
    .flatMap(({ clusters }) => clusters).length;
  return [
    describeCount(headline, name, t),
    ...shown.map(exception =>
      describeException(
        exception,
        reachability.items.length > 1
          ? serviceOf(exception.client.item)
          : t('sentence.it'),
        t,
      ),
    ),
    ...(rest > 0 ? [t('sentence.more', { count: rest })] : []),
    ...headline.withoutEndpoints.slice(0, 1).map(item =>
      t('sentence.noEndpointsAlso', {
        service: serviceOf(item),
        count: headline.withoutEndpoints.length,
      }),
    ),
  ].join(' ');
}

/**
 * Says in words from how many clusters an entity is reachable, and of each other one why not: worst first. An entity with several
 * Services is as reachable as the worst of them.
 */
export function describeReachability(
  reachability: EntityReachability,
  options: {
    /** What people call the entity. */
    readonly name: string;
    readonly t: MeshFederationTexts;
  },
): string {
  const { name, t } = options;
  const headline = summarizeEntity(reachability);
  switch (headline.state) {
    case 'no-annotation':
      return t('sentence.noAnnotation', { name });
    case 'no-match':
      return t('sentence.noMatch', { name });
    case 'match-unknown':
      return t('sentence.matchUnknown', {
        name,
        clusters: reachability.presence
          .filter(p => p.presence === 'unknown')
          .map(p => p.cluster)
          .join(', '),
      });
    case 'no-endpoints':
      return t('sentence.noEndpoints', { name });
    case 'found':
      return describeFound(headline, reachability, name, t);
    default:
      return headline.state satisfies never;
  }
}
