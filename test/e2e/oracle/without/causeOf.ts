import type {
  Finding,
  LegName,
  Reachability,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Why requests do not fare as a green answer says. */
export interface Cause {
  /**
   * `client`: it is configured into the client's proxy; `past-proxy`: in DNS of the client's
   * cluster, or in what of its Pod does not go through the proxy.
   */
  readonly side:
    | 'client'
    | 'past-proxy'
    | 'provider'
    | 'certificates'
    | 'unknown';
  /** Leg, code and cluster. */
  readonly text: string;
}

/** What these ask is in the configuration of the client's proxy. */
const OF_CLIENT: readonly LegName[] = ['discovery', 'traffic'];

/** What of the leg `traffic` is not in the configuration of the client's proxy. */
const ELSEWHERE: Readonly<Record<string, Cause['side']>> = {
  // Ports and addresses that the Pod keeps from its sidecar.
  MF6106: 'past-proxy',
  MF6143: 'past-proxy',
  // The gateway does not know the subset that the client asks for.
  MF6113: 'provider',
  // Nothing listens at an endpoint.
  MF6121: 'provider',
  MF6127: 'provider',
};

/**
 * By what the plugin says with both witnesses, which the run has held against the traffic: the
 * first broken leg, else the first condition, else what makes the answer wait.
 */
export function causeOf({ client, legs }: Reachability): Cause {
  const broken = legs.find(({ status }) => status === 'violated');
  const conditional = legs.find(({ conditions }) => conditions.length > 0);
  const waiting = legs.find(({ standby }) => standby);
  const leg = (broken ?? conditional ?? waiting)?.leg;
  if (leg === undefined) {
    return { side: 'unknown', text: 'none was read' };
  }
  const finding = broken
    ? broken.findings.find(({ severity }) => severity === 'error')
    : conditional?.conditions[0]?.finding;
  const cluster =
    finding === undefined ? client.cluster : clusterOf(finding) ?? '';
  return {
    side:
      ELSEWHERE[finding?.code ?? ''] ?? sideOf(leg, cluster === client.cluster),
    text: [leg, finding?.code, cluster && `in ${cluster}`]
      .filter(Boolean)
      .join(' '),
  };
}

function sideOf(leg: LegName, isOfClient: boolean): Cause['side'] {
  if (leg === 'identity') {
    return 'certificates';
  }
  if (leg === 'naming') {
    return 'past-proxy';
  }
  return OF_CLIENT.includes(leg) && isOfClient ? 'client' : 'provider';
}

/** Where the object is that has to be changed. */
function clusterOf({ cluster, evidence }: Finding): string | undefined {
  return cluster ?? evidence[0]?.cluster;
}
