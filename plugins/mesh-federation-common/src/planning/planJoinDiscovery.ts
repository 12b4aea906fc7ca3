import { readerChoice } from '../analysis/discovery/readerChoice';
import { foreignSecretFinding } from '../analysis/clusters/rules/discovery/foreignSecrets';
import { finding } from '../findings/registry';
import type { Federation, Finding, Timestamp } from '../model';
import { optional } from '../model/basics/optional';
import type { Member } from './members/Member';
import { foreignGatewayFindings } from './preflight/foreignNames';
import { missingFactFinding } from './preflight/missingFactFinding';
import type { StepDraft } from './step/StepDraft';
import { gateway } from './steps/network/gateway';
import { network } from './steps/network/network';
import { reader } from './steps/discovery/reader';
import {
  decideRemoteSecret,
  type RemoteSecretDecision,
} from './steps/discovery/decideRemoteSecret';
import { remoteSecret } from './steps/discovery/remoteSecret';
import { waitSync } from './steps/discovery/waitSync';
import { sharedFederations } from './roots/wantedRoots';
import { describeObject } from '../model/objectRef';
import { assertNever } from '../model/basics/assertNever';

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
  readonly source: Member;
  readonly target: Member;
  readonly decision: RemoteSecretDecision;
}

/** Networks, gateways, readers and remote secrets of all members. */
export function planJoinDiscovery(options: Options): DiscoveryPlan {
  const { members, federations, federationsOf, now } = options;
  const pairs = members.flatMap(source =>
    members
      .filter(target => target !== source)
      .map(target => ({
        source,
        target,
        decision: decideRemoteSecret(source, target, now),
      })),
  );
  const gateways = gateway.draft(members, federationsOf);
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
      ...members.flatMap(network.draft.label),
      ...gateways,
      ...read.flatMap(member =>
        reader.draft.steps(
          member,
          readerChoice(member.cluster, federations),
          federationsOf(member.cluster),
        ),
      ),
      ...secrets.flatMap(({ steps }) => steps),
    ],
    findings: [
      ...read.flatMap(member =>
        reader.draft.findings(
          member,
          readerChoice(member.cluster, federations),
        ),
      ),
      ...pairs
        .filter(({ decision }) => decision.kind === 'write')
        .flatMap(({ target }) => addressFindings(target)),
      ...gateways.flatMap(({ cluster }) => [
        ...gatewayApiFindings(members, cluster),
        ...members
          .filter(member => member.cluster === cluster)
          .flatMap(foreignGatewayFindings),
      ]),
      ...secrets.flatMap(({ findings }) => findings),
    ],
  };
}

function planPair(
  { source, target, decision }: Pair,
  federations: readonly Federation[],
): DiscoveryPlan {
  switch (decision.kind) {
    case 'keep':
      return { steps: [], findings: [] };
    case 'use':
      return {
        steps: [],
        findings: [foreignSecretFinding(source, target, decision.secret)],
      };
    case 'blocked':
      return {
        steps: [],
        findings: [
          finding('MF7018', {
            cluster: source.cluster,
            peer: target.cluster,
            object: decision.secret.secret,
            message: `${describeObject(decision.secret.secret)} of ${
              source.cluster
            } for ${target.cluster} does not work: ${decision.fault}.`,
            blocking: true,
          }),
        ],
      };
    case 'write':
      return writeSecret(source, target, decision, federations);
    default:
      return assertNever(decision);
  }
}

function writeSecret(
  source: Member,
  target: Member,
  { before }: Extract<RemoteSecretDecision, { readonly kind: 'write' }>,
  federations: readonly Federation[],
): DiscoveryPlan {
  const { url, caPem, problem } = target.state.apiServer;
  const [clusterId] = target.clusterIds;
  if (url === undefined) {
    return {
      steps: [],
      findings: [
        finding('MF7003', {
          cluster: target.cluster,
          message: `The URL of the API server of ${
            target.cluster
          }, as other clusters see it, is ${problem ?? 'unknown'}.`,
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
  const pair = { cluster: source.cluster, peer: target.cluster, clusterId };
  return {
    steps: [
      remoteSecret.draft({
        ...pair,
        server: url,
        caPem: caPem.value,
        ...optional({ before }),
        federations: sharedFederations(
          source.cluster,
          target.cluster,
          federations,
        ),
      }),
      waitSync.draft({
        ...pair,
        choice: readerChoice(target.cluster, federations),
      }),
    ],
    findings: [],
  };
}

/** Tells who set the address that a token is going to be sent to. */
function addressFindings({ cluster, state }: Member): readonly Finding[] {
  const { url, setBy } = state.apiServer;
  return url === undefined || setBy === undefined
    ? []
    : [
        finding('MF7020', {
          cluster,
          message: `The address of the API server of ${cluster}, ${url}, was set by ${setBy}.`,
          evidence: [
            { cluster, field: 'kubernetes.io/api-server', value: url },
          ],
        }),
      ];
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
