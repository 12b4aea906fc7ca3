import { finding } from '../../../../findings/registry';
import {
  ISTIO_NAMESPACE,
  type Evidence,
  type Finding,
  type ObjectRef,
} from '../../../../model';
import { clusterIds } from '../../../discovery/remoteSecretsFor';
import { oncePerPair, type ClusterPair } from '../../question/oncePerPair';
import type { LegPart } from '../../parts/conclude';
import { judgeSync } from './judgeSync';
import { registrations, type Registrations } from './registrations';
import { missingFact } from '../../lookup/missingFact';
import { counted } from '../../../../model/basics/english';

/**
 * Whether a remote secret lets the client's istiod read the provider's cluster, and whether it
 * does.
 */
export const judgeRegistration = oncePerPair((input): LegPart => {
  const { client, provider, context } = input;
  const [reader, target] = [client.state, provider.state];
  const relation = context.discovery(client.cluster, provider.cluster);
  const evidence = relation?.evidence ?? [];
  if (reader.remoteSecrets.status === 'unknown') {
    return {
      missing: [
        missingFact(client.cluster, 'remote secrets', reader.remoteSecrets),
      ],
    };
  }
  const api = [target.uid, target.kubernetesVersion].find(
    fact => fact.status === 'unknown',
  );
  if (api?.status === 'unknown') {
    return {
      evidence,
      missing: [missingFact(provider.cluster, 'API server', api)],
    };
  }
  if (target.controlPlanes.status === 'unknown') {
    return {
      missing: [
        missingFact(provider.cluster, 'cluster id', target.controlPlanes),
      ],
    };
  }
  const found = registrations(reader, target)!;
  if (found.usable.length === 0) {
    return { evidence, ...(ignored(input, found) ?? absent(input)) };
  }
  const sync = judgeSync(input, found.usable);
  return {
    ...sync,
    evidence: [...evidence, ...(sync.evidence ?? [])],
    findings: [
      ...(sync.findings ?? []),
      ...(found.otherId ? otherIdFindings(input, found) : []),
      ...duplicateFindings(input, found),
    ],
  };
});

/** MF3003, MF3004: istiod ignores a remote secret under its own id. */
function ignored(
  { client, provider }: ClusterPair,
  { ignored: secrets }: Registrations,
): LegPart | undefined {
  const [secret] = secrets;
  if (secret === undefined) {
    return undefined;
  }
  const evidence = secrets.map(item => ({
    cluster: client.cluster,
    object: item.secret,
    field: `data.${item.clusterId}`,
    value: 'the own cluster id',
    at: client.state.remoteSecrets.at,
  }));
  const sameId = (clusterIds(provider.state) ?? []).includes(secret.clusterId);
  return {
    findings: [
      sameId
        ? finding('MF3004', {
            cluster: client.cluster,
            peer: provider.cluster,
            object: provider.controlPlane?.deployment ?? secret.secret,
            message: `${client.cluster} and ${provider.cluster} have the same cluster id "${secret.clusterId}", so that istiod ignores ${secret.secret.name}.`,
            evidence,
          })
        : finding('MF3003', {
            cluster: client.cluster,
            peer: provider.cluster,
            object: secret.secret,
            message: `${secret.secret.name} of ${client.cluster} has the key "${secret.clusterId}", which is its own cluster id.`,
            evidence,
          }),
    ],
  };
}

function absent({ client, provider, context }: ClusterPair): LegPart {
  const [id] = clusterIds(provider.state) ?? [];
  const object: ObjectRef = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: ISTIO_NAMESPACE,
    name: `istio-remote-secret-${id ?? provider.cluster}`,
  };
  return {
    findings: [
      finding('MF3001', {
        cluster: client.cluster,
        peer: provider.cluster,
        object,
        message: `${client.cluster} has no remote secret for ${provider.cluster}.`,
        params: {
          federation: context.federationOf(client.cluster, provider.cluster),
        },
        evidence: [
          {
            cluster: client.cluster,
            object,
            field: `data.${id ?? provider.cluster}`,
            value: 'absent',
            at: client.state.remoteSecrets.at,
          },
        ],
      }),
    ],
  };
}

/** MF3019 */
function otherIdFindings(
  { client, provider }: ClusterPair,
  { usable }: Registrations,
): readonly Finding[] {
  const [id] = clusterIds(provider.state) ?? [];
  return id === undefined
    ? []
    : usable.map(({ secret, clusterId }) =>
        finding('MF3019', {
          cluster: client.cluster,
          peer: provider.cluster,
          object: secret,
          message: `${secret.name} of ${client.cluster} registers ${provider.cluster} as "${clusterId}", not as "${id}".`,
          params: { clusterId: id },
          evidence: [secretEvidence(client.cluster, secret, clusterId)],
        }),
      );
}

/** MF3002 */
function duplicateFindings(
  { client, provider }: ClusterPair,
  { usable }: Registrations,
): readonly Finding[] {
  const [first] = usable;
  const twice = usable.filter(item => item.clusterId === first?.clusterId);
  return first === undefined || twice.length < 2
    ? []
    : [
        finding('MF3002', {
          cluster: client.cluster,
          peer: provider.cluster,
          message: `Cluster id "${first.clusterId}" is in ${counted(
            twice.length,
            'remote secret',
          )} of ${client.cluster}.`,
          params: {
            clusterId: first.clusterId,
            secrets: twice.map(({ secret }) => secret.name).join(', '),
          },
          evidence: twice.map(({ secret, clusterId }) =>
            secretEvidence(client.cluster, secret, clusterId),
          ),
        }),
      ];
}

function secretEvidence(
  cluster: string,
  object: ObjectRef,
  clusterId: string,
): Evidence {
  return { cluster, object, field: `data.${clusterId}` };
}
