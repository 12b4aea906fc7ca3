import { readerChoice } from '../analysis/discovery/readerChoice';
import { foreignSecretFinding } from '../analysis/clusters/rules/discovery/foreignSecrets';
import { finding, objectName } from '../findings/registry';
import type { Federation, Finding, Timestamp } from '../model';
import type { Member } from './members/Member';
import { missingFactFinding } from './preflight/missingFactFinding';
import { stepId, type StepDraft } from './step/StepDraft';
import { gatewaySteps } from './steps/network/gateway';
import { networkSteps } from './steps/network/network';
import { readerSteps } from './steps/discovery/reader';
import {
  decideRemoteSecret,
  type RemoteSecretDecision,
} from './steps/discovery/decideRemoteSecret';
import { sharedFederations } from './roots/wantedRoots';

interface Options {
  readonly members: readonly Member[];
  readonly federations: readonly Federation[];
  readonly federationsOf: (cluster: string) => readonly string[];
  readonly now: Timestamp;
}

interface DiscoveryPlan {
  readonly steps: readonly StepDraft[];
  readonly findings: readonly Finding[];
}

interface Pair {
  readonly reader: Member;
  readonly target: Member;
  readonly decision: RemoteSecretDecision;
}

/** Networks, gateways, readers and remote secrets of all members. */
export function planJoinDiscovery(options: Options): DiscoveryPlan {
  const { members, federations, federationsOf, now } = options;
  const pairs = members.flatMap(reader =>
    members
      .filter(target => target !== reader)
      .map(target => ({
        reader,
        target,
        decision: decideRemoteSecret(reader, target, now),
      })),
  );
  const gateways = gatewaySteps(members, federationsOf);
  const secrets = pairs.map(pair => planPair(pair, federations));
  // A reader is needed only where a remote secret of ours uses it.
  const read = members.filter(member =>
    pairs.some(
      ({ target, decision }) =>
        target === member &&
        (decision.kind === 'keep' || decision.kind === 'write'),
    ),
  );
  return {
    steps: [
      ...members.flatMap(networkSteps),
      ...gateways,
      ...read.flatMap(member =>
        readerSteps(
          member,
          readerChoice(member.cluster, federations),
          federationsOf(member.cluster),
        ),
      ),
      ...secrets.flatMap(({ steps }) => steps),
    ],
    findings: [
      ...gateways.flatMap(({ cluster }) =>
        gatewayApiFindings(members, cluster),
      ),
      ...secrets.flatMap(({ findings }) => findings),
    ],
  };
}

function planPair(
  { reader, target, decision }: Pair,
  federations: readonly Federation[],
): DiscoveryPlan {
  switch (decision.kind) {
    case 'keep':
      return { steps: [], findings: [] };
    case 'use':
      return {
        steps: [],
        findings: [foreignSecretFinding(reader, target, decision.secret)],
      };
    case 'blocked':
      return {
        steps: [],
        findings: [
          finding('MF7018', {
            cluster: reader.cluster,
            peer: target.cluster,
            object: decision.secret.secret,
            message: `${objectName(decision.secret.secret)} of ${
              reader.cluster
            } for ${target.cluster} does not work: ${decision.fault}.`,
            blocking: true,
          }),
        ],
      };
    case 'write':
      return writeSecret(reader, target, decision, federations);
    default:
      throw new Error(`Unexpected decision ${JSON.stringify(decision)}`);
  }
}

function writeSecret(
  reader: Member,
  target: Member,
  { before }: Extract<RemoteSecretDecision, { readonly kind: 'write' }>,
  federations: readonly Federation[],
): DiscoveryPlan {
  const { url, caPem } = target.state.apiServer;
  const [clusterId] = target.clusterIds;
  if (url === undefined) {
    return {
      steps: [],
      findings: [
        finding('MF7003', {
          cluster: target.cluster,
          message: `The URL of the API server of ${target.cluster}, as other clusters see it, is unknown.`,
          blocking: true,
        }),
      ],
    };
  }
  if (caPem.status === 'unknown' || clusterId === undefined) {
    const reason =
      caPem.status === 'unknown'
        ? caPem.reason
        : { kind: 'error' as const, message: 'there is no control plane' };
    return {
      steps: [],
      findings: [
        missingFactFinding(
          {
            cluster: target.cluster,
            section: 'CA of the API server',
            reason,
          },
          true,
        ),
      ],
    };
  }
  const pair = { cluster: reader.cluster, peer: target.cluster, clusterId };
  return {
    steps: [
      {
        type: 'remote-secret',
        id: stepId('remote-secret', reader.cluster, target.cluster),
        ...pair,
        server: url,
        caPem: caPem.value,
        ...(before === undefined ? {} : { before }),
        federations: sharedFederations(
          reader.cluster,
          target.cluster,
          federations,
        ),
      },
      {
        type: 'wait-sync',
        id: stepId('wait-sync', reader.cluster, target.cluster),
        ...pair,
        choice: readerChoice(target.cluster, federations),
      },
    ],
    findings: [],
  };
}

function gatewayApiFindings(
  members: readonly Member[],
  cluster: string,
): readonly Finding[] {
  const gatewayApi = members.find(member => member.cluster === cluster)?.state
    .gatewayApi;
  if (gatewayApi === undefined) {
    return [];
  }
  if (gatewayApi.status === 'unknown') {
    return [
      missingFactFinding(
        { cluster, section: 'Gateway API', reason: gatewayApi.reason },
        true,
      ),
    ];
  }
  return gatewayApi.value
    ? []
    : [
        finding('MF4003', {
          cluster,
          message: `${cluster} needs an east-west gateway, but has no Gateway API.`,
          blocking: true,
        }),
      ];
}
