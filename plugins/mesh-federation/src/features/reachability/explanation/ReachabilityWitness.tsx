import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  assertNever,
  type Confirmation,
  type ServerTestimony,
  type TestifiedDestination,
  type TestifiedInbound,
  type TestifiedRequest,
  type Testimony,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { StatusLabel } from '../../../ui/status/StatusLabel';
import type { Tone } from '../../../ui/status/Tone';
import { useAge } from '../../../ui/time/useAge';
import { FindingList } from '../../finding/FindingList';
import { WitnessProblemNote } from '../../witness/WitnessProblemNote';
import { TitledList } from './TitledList';

const TONES: Readonly<Record<Confirmation['status'], Tone>> = {
  confirmed: 'success',
  contradicted: 'warning',
  unconfirmed: 'neutral',
};

/** Says what istiod itself, the second witness, makes of a verdict. */
export function ReachabilityWitness(props: {
  readonly confirmation: Confirmation;
}) {
  const { confirmation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const words = useWords();
  return (
    <>
      <div>
        <StatusLabel tone={TONES[confirmation.status]}>
          {words.status(confirmation)}
        </StatusLabel>
        {confirmation.status === 'unconfirmed' &&
          confirmation.why.kind === 'not-asked' && (
            <WitnessProblemNote
              problem={confirmation.why.reason}
              reader="anybody"
            />
          )}
        {confirmation.status === 'confirmed' && confirmation.unheard > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            {t('reach.witness.unheard', { count: confirmation.unheard })}
          </Text>
        )}
      </div>
      {confirmation.status === 'contradicted' && (
        <FindingList findings={[confirmation.finding]} />
      )}
      {confirmation.testimonies.length > 0 && (
        <TitledList
          title={t('reach.witness.title')}
          items={confirmation.testimonies.map(words.testimony)}
        />
      )}
      {confirmation.servers.length > 0 && (
        <TitledList
          title={t('reach.witness.servers')}
          items={confirmation.servers.flatMap(words.server)}
        />
      )}
    </>
  );
}

function useWords() {
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const age = useAge();
  const status = (confirmation: Confirmation): string => {
    switch (confirmation.status) {
      case 'confirmed':
        return t('reach.witness.confirmed', { age: age(confirmation.at) });
      case 'contradicted':
        return t('reach.witness.contradicted', { age: age(confirmation.at) });
      case 'unconfirmed':
        return t(`reach.witness.${confirmation.why.kind}`);
      default:
        return assertNever(confirmation);
    }
  };
  const destination = ({
    clusterId = '?',
    host,
    receives,
    serverName,
    serverIdentities,
    withoutSidecar,
    ...rest
  }: TestifiedDestination): string =>
    [
      t(receives ? 'reach.witness.sends' : 'reach.witness.knows', {
        cluster: host === undefined ? clusterId : `${clusterId} (${host})`,
        healthy: String(rest.healthy),
        count: rest.endpoints,
        transports: rest.transports
          .map(transport => t(`reach.witness.transport.${transport}`))
          .join(', '),
        addresses: rest.addresses.join(', '),
      }),
      ...(serverName === undefined
        ? []
        : [t('reach.witness.serverName', { name: serverName })]),
      ...(serverIdentities === undefined
        ? []
        : [
            t('reach.witness.serverIdentities', {
              identities: serverIdentities.join(', '),
            }),
          ]),
      ...(withoutSidecar ? [t('reach.witness.withoutSidecar')] : []),
    ].join(' ');
  const request = (what: TestifiedRequest): string => {
    switch (what.kind) {
      case 'forwarded':
        return what.destinations.length === 0
          ? t('reach.witness.nothing')
          : [
              ...what.destinations.map(destination),
              ...what.unanswered.map(name =>
                t('reach.witness.unanswered', { name }),
              ),
              ...(what.abortsSome ? [t('reach.witness.abortsSome')] : []),
            ].join(' ');
      case 'answered':
        return t(`reach.witness.answered.${what.by}`);
      case 'passed-on':
      case 'not-configured':
        return t(`reach.witness.${what.kind}`);
      case 'unread':
        return t('reach.witness.unread', { what: what.what });
      default:
        return assertNever(what);
    }
  };
  const routes = ({ request: what }: Testimony): string =>
    [
      request(what),
      ...(what.kind === 'not-configured' ? [] : what.others ?? []).map(other =>
        t('reach.witness.others', { what: request(other) }),
      ),
    ].join(' ');
  const inbound = (what: TestifiedInbound): string => {
    switch (what.kind) {
      case 'accepted':
      case 'refused':
        return t(`reach.witness.inbound.${what.kind}`);
      case 'denied':
        return what.policies.length > 0
          ? t('reach.witness.inbound.denied', {
              policies: what.policies.join(', '),
            })
          : t('reach.witness.inbound.notAllowed');
      case 'unread':
        return t('reach.witness.unread', { what: what.what });
      default:
        return assertNever(what);
    }
  };
  return {
    status,
    server: ({ proxy, istiod, requests }: ServerTestimony) =>
      requests.map(({ identity, inbound: what }) =>
        t('reach.witness.server', {
          proxy: `${proxy.namespace}/${proxy.pod}`,
          istiod,
          identity,
          what: inbound(what),
        }),
      ),
    testimony: (testimony: Testimony) =>
      t('reach.witness.testimony', {
        proxy: `${testimony.proxy.namespace}/${testimony.proxy.pod}`,
        istiod: testimony.istiod,
        what: routes(testimony),
      }),
  };
}
