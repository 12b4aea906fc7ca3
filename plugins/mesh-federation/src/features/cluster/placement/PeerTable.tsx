import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type {
  DiscoveryRelation,
  TrustRelation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import type { EntityMeshCluster } from './buildEntityMesh';
import { discoveryTones, trustTones } from '../trust/relationTones';
import type { Tone } from '../../../ui/status/Tone';
import { FactTable } from '../../../ui/facts/FactTable';
import { StatusLabel } from '../../../ui/status/StatusLabel';

function Fact(props: {
  readonly tone: Tone;
  readonly verdict: string;
  readonly reason?: string;
}) {
  const { tone, verdict, reason } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <>
      <StatusLabel tone={tone}>{verdict}</StatusLabel>
      <Text as="p" variant="body-x-small" color="secondary">
        {reason ?? t('trust.notReported')}
      </Text>
    </>
  );
}

function TrustFact(props: { readonly relation?: TrustRelation }) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <Fact
      tone={trustTones[verdict]}
      verdict={t(`trust.verdict.${verdict}`)}
      reason={relation?.reason}
    />
  );
}

function DiscoveryFact(props: { readonly relation?: DiscoveryRelation }) {
  const { relation } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const verdict = relation?.verdict ?? 'unknown';
  return (
    <Fact
      tone={discoveryTones[verdict]}
      verdict={t(`discovery.verdict.${verdict}`)}
      reason={relation?.reason}
    />
  );
}

/** Trust and discovery between the entity's cluster and each other one, both directions apart. */
export function PeerTable(props: { readonly cluster: EntityMeshCluster }) {
  const { name: cluster, peers } = props.cluster;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="h3" variant="body-medium" weight="bold">
        {t('entity.peers')}
      </Text>
      <FactTable
        label={t('entity.peers')}
        rows={peers}
        rowKey={({ peer }) => peer}
        none={t('entity.noPeers')}
        even
        columns={[
          { id: 'peer', label: t('entity.peer'), cell: ({ peer }) => peer },
          {
            id: 'verifies',
            label: t('entity.verifies', { cluster }),
            cell: ({ verifies }) => <TrustFact relation={verifies} />,
          },
          {
            id: 'verifiedBy',
            label: t('entity.verifiedBy', { cluster }),
            cell: ({ verifiedBy }) => <TrustFact relation={verifiedBy} />,
          },
          {
            id: 'reads',
            label: t('entity.reads', { cluster }),
            cell: ({ reads }) => <DiscoveryFact relation={reads} />,
          },
          {
            id: 'readBy',
            label: t('entity.readBy', { cluster }),
            cell: ({ readBy }) => <DiscoveryFact relation={readBy} />,
          },
        ]}
      />
    </Flex>
  );
}
