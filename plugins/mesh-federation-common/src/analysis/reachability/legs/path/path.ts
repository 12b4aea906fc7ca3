import type { ReachabilityPath } from '../../../../model';
import { isLocal, type Leg, type LegInput } from '../../question/Leg';
import { networkPaths, type NetworkPath } from '../../networks/networkPaths';
import { conclude, type LegPart } from '../../parts/conclude';
import { clientProxies } from './clientProxies';
import { directPath } from './directPath';
import { gatewayPath } from './gatewayPath';
import { headlessPort } from './headlessPort';
import { noPath } from './noPath';
import { networkEvidence } from './podNetwork';
import { judgePackets } from './packets/judgePackets';
import { serviceType } from './serviceType';
import { assertNever } from '../../../../model/basics/assertNever';
import { conditionOf } from '../../parts/conditionOf';

/**
 * How packets get there: over one network or through an east-west gateway that lets the Service in.
 * Whether endpoints take mutual TLS, without which they are dropped across networks, is a matter of
 * the leg `policy`.
 */
export const pathLeg: Leg = input => {
  const parts = [
    ...(isLocal(input) ? [] : [clientProxies(input), serviceType(input)]),
    headlessPort(input),
    ways(input),
    judgePackets(input),
  ];
  return conclude(parts, describePath(input.path));
};

/** Broken when all ways are; what holds for some proxies or endpoints alone is a condition. */
function ways(input: LegInput): LegPart {
  const { paths, missing } = networkPaths(input);
  const judged = paths.map(way => ({ way, ...judgeWay(input, way) }));
  const broken = judged.filter(({ findings }) => findings.length > 0);
  if (broken.length === judged.length && missing.length === 0) {
    return {
      findings: broken.flatMap(({ findings }) => findings),
      evidence: broken.flatMap(({ evidence }) => evidence ?? []),
    };
  }
  const good = judged.filter(({ findings }) => findings.length === 0);
  const onClient = new Set(judged.map(({ way }) => way.from)).size > 1;
  return {
    missing: [...missing, ...good.flatMap(item => item.missing ?? [])],
    conditions: [
      ...good.flatMap(item => item.conditions ?? []),
      ...broken.map(({ way, findings: [first] }) =>
        conditionOf(
          first!,
          onClient ? 'client' : 'endpoint',
          `${
            onClient
              ? `Not from proxies on ${networkName(way.from)}`
              : `Not to endpoints on ${networkName(way.to)}`
          }: ${first!.message}`,
        ),
      ),
    ],
    doubts: good.flatMap(item => item.doubts ?? []),
    evidence: good.flatMap(item => item.evidence ?? []),
  };
}

type JudgedWay = LegPart & Required<Pick<LegPart, 'findings'>>;

function judgeWay(input: LegInput, way: NetworkPath): JudgedWay {
  switch (way.path.kind) {
    case 'local':
      return { findings: [] };
    case 'gateway':
      return gatewayPath(input, way);
    case 'direct': {
      const { findings, missing } = directPath(input, way);
      return { findings, missing, evidence: [networkEvidence(input, way)] };
    }
    case 'none':
      return { findings: [noPath(input, way)] };
    case 'unknown':
      throw new Error('A way between networks is known or missing');
    default:
      return assertNever(way.path);
  }
}

function networkName(network: string): string {
  return network === '' ? 'no network' : `network "${network}"`;
}

function describePath(path: ReachabilityPath): string {
  switch (path.kind) {
    case 'local':
      return 'The request stays in its cluster.';
    case 'gateway':
      return `Through the east-west gateway of network "${
        path.network
      }" at ${path.gateways
        .map(({ address, port }) => `${address}:${port}`)
        .join(', ')}.`;
    case 'direct':
      return `Straight to the Pods, on network "${path.network}".`;
    case 'none':
    case 'unknown':
      return 'No way is known.';
    default:
      return assertNever(path);
  }
}
