import { isAtLeast } from '../../../istioVersion';
import { meshConfigOf } from '../../lookup/effectiveSettings';
import { finding } from '../../../../findings/registry';
import { type Finding, type Observed, meshConfigName } from '../../../../model';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { oncePerPair, type ClusterPair } from '../../question/oncePerPair';
import type { LegPart } from '../../parts/conclude';
import { missingFact } from '../../lookup/missingFact';

interface TrustDomain {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Istio's default, also where a mesh config of the wanted name is missing. */
const DEFAULT_TRUST_DOMAIN = 'cluster.local';

/**
 * Whether each side accepts the other's trust domain. The server takes certificates of its own
 * trust domain and its aliases, unless PILOT_SKIP_VALIDATE_TRUST_DOMAIN (istio/istio
 * pilot/pkg/networking/plugin/authn/util.go). The client takes the names that its istiod knows of
 * the endpoints, expanded by its aliases (pilot/pkg/model/push_context.go).
 */
export const judgeTrustDomains = oncePerPair((input): LegPart => {
  const { client, provider } = input;
  const [ours, theirs] = [client.trustDomain, provider.trustDomain];
  const missing = [
    [client, ours] as const,
    [provider, theirs] as const,
  ].flatMap(([{ cluster }, fact]) =>
    fact.status === 'unknown'
      ? [missingFact(cluster, 'trust domain in the mesh config', fact)]
      : [],
  );
  if (ours.status === 'unknown' || theirs.status === 'unknown') {
    return { missing };
  }
  const evidence = [evidenceOf(client, ours), evidenceOf(provider, theirs)];
  if (ours.value.name === theirs.value.name) {
    return { evidence };
  }
  const parts = [
    judgeServer(input, ours.value, theirs.value),
    judgeClientNames(input, ours.value, theirs.value),
  ];
  // Either trust domain may be the one to mend.
  const withDomains = (item: Finding): Finding => ({
    ...item,
    evidence: [...item.evidence, ...evidence],
  });
  return {
    evidence,
    findings: parts.flatMap(({ findings }) =>
      (findings ?? []).map(withDomains),
    ),
    missing: parts.flatMap(part => part.missing ?? []),
    doubts: parts.flatMap(({ doubts }) => doubts ?? []),
  };
});

function judgeServer(
  { client, provider }: ClusterPair,
  ours: TrustDomain,
  theirs: TrustDomain,
): LegPart {
  const skips =
    provider.controlPlane?.features.PILOT_SKIP_VALIDATE_TRUST_DOMAIN === 'true';
  if (skips || theirs.aliases.includes(ours.name)) {
    return {};
  }
  return {
    doubts: [
      `trustDomains of caCertificates in the mesh config of ${provider.cluster}, which could accept "${ours.name}", are not read`,
    ],
    findings: [
      finding('MF2019', {
        cluster: provider.cluster,
        peer: client.cluster,
        object: meshConfigOf(provider),
        message: `Proxies of ${provider.cluster} accept trust domain "${theirs.name}" and its aliases, but ${client.cluster} has "${ours.name}".`,
        params: { trustDomain: ours.name },
        evidence: [
          {
            cluster: provider.cluster,
            object: meshConfigOf(provider),
            field: 'data.mesh trustDomainAliases',
            value: theirs.aliases.join(', '),
            at: provider.trustDomain.at,
          },
        ],
      }),
    ],
  };
}

function judgeClientNames(
  { client, provider }: ClusterPair,
  ours: TrustDomain,
  theirs: TrustDomain,
): LegPart {
  if (ours.aliases.includes(theirs.name)) {
    return {};
  }
  const reads = readsRemoteMeshConfig(client);
  if (reads === undefined) {
    return {
      missing: [
        {
          cluster: client.cluster,
          what: 'version of istiod',
          reason: `from 1.29 on it knows the trust domain "${theirs.name}" of ${provider.cluster}`,
          at: client.state.controlPlanes.at,
        },
      ],
    };
  }
  const known = reads ? remoteTrustDomain(client, provider) : ours.name;
  if (known === theirs.name) {
    return {
      doubts: [
        `istiod of ${client.cluster} is taken to have the right to read the mesh config of ${provider.cluster}, where it learns trust domain "${theirs.name}"`,
      ],
    };
  }
  return {
    findings: [
      finding('MF2020', {
        cluster: client.cluster,
        peer: provider.cluster,
        object: meshConfigOf(client),
        message: `Proxies of ${client.cluster} expect trust domain "${known}" of servers in ${provider.cluster}, which has "${theirs.name}".`,
        params: { trustDomain: theirs.name },
        evidence: [
          {
            cluster: client.cluster,
            object: meshConfigOf(client),
            field: 'data.mesh trustDomainAliases',
            value: ours.aliases.join(', '),
            at: client.trustDomain.at,
          },
        ],
      }),
    ],
  };
}

/**
 * Undefined when the version is not known. Source: istio/istio
 * pilot/pkg/serviceregistry/kube/controller/multicluster.go.
 */
function readsRemoteMeshConfig({
  controlPlane,
}: ClusterIndex): boolean | undefined {
  return isAtLeast(controlPlane?.version, '1.29.0');
}

/** From the ConfigMap that has, in the remote cluster, the name of the reading revision's own. */
function remoteTrustDomain(
  { controlPlane }: ClusterIndex,
  { state }: ClusterIndex,
): string {
  const wanted = meshConfigName(controlPlane?.revision ?? 'default');
  const planes =
    state.controlPlanes.status === 'observed' ? state.controlPlanes.value : [];
  return (
    planes
      .flatMap(({ meshConfig }) =>
        meshConfig.status === 'observed' ? [meshConfig.value] : [],
      )
      .find(({ configMap }) => configMap.name === wanted)?.trustDomain ??
    DEFAULT_TRUST_DOMAIN
  );
}

function evidenceOf(
  index: ClusterIndex,
  fact: Extract<Observed<TrustDomain>, { status: 'observed' }>,
) {
  return {
    cluster: index.cluster,
    object: meshConfigOf(index),
    field: 'data.mesh trustDomain',
    value: fact.value.name,
    at: fact.at,
  };
}
