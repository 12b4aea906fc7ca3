import { EXCLUDED_OUTBOUND_PORTS } from '../../../../model';
import { finding } from '../../../../findings/registry';
import { serviceHost } from '../../lookup/hostLookUp';
import { isLocal, type LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import {
  egressFor,
  routesFrom,
  showsAt,
} from '../../configuration/objects/sidecarFor';
import { bypassFact, bypassOf, type Bypass } from '../../configuration/bypass';
import type { ClientGroup } from '../../configuration/clients/clientGroups';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { nameClient } from '../../configuration/viaGateway';
import { workloadRef } from '../../../../model/objectRef';
import { judgeShadow } from './judgeShadow';
import { missingFact } from '../../lookup/missingFact';
import { excludedPortRemedy } from '../../parts/workloadRemedies';
import { assertNever } from '../../../../model/basics/assertNever';
import { optional } from '../../../../model/basics/optional';

/** Whether the client's sidecar routes the requests, and what follows when it does not. */
export interface Routing {
  readonly routed: boolean;
  readonly part: LegPart;
}

/**
 * MF6105, MF6106, MF6143: requests that the client's sidecar has no route for never leave the
 * cluster.
 */
export function judgeBypass(input: LegInput, group: ClientGroup): Routing {
  const { client } = input;
  const bypass = bypassOf(input, group);
  if (bypass.status === 'unknown') {
    return {
      routed: false,
      part: {
        missing: [missingFact(client.cluster, bypassFact(input), bypass)],
      },
    };
  }
  if (bypass.value === undefined) {
    return { routed: true, part: {} };
  }
  switch (bypass.value.kind) {
    case 'no-proxy':
      // What follows for other clusters is said by the leg `identity`.
      return { routed: false, part: {} };
    case 'not-exported':
      // Said by the leg `naming`.
      return { routed: false, part: { evidence: [bypass.value.evidence] } };
    case 'shadowed':
      return { routed: false, part: judgeShadow(input, group, bypass.value) };
    case 'excluded-port':
    case 'excluded-address':
    case 'user-of-proxy':
      return { routed: false, part: notCaptured(input, group, bypass.value) };
    case 'hidden':
      return { routed: false, part: hidden(input, group, bypass.value) };
    default:
      return assertNever(bypass.value);
  }
}

const REASONS = {
  'excluded-port': '',
  'excluded-address':
    ', for an annotation keeps the address of the Service from it',
  'user-of-proxy': ', for they run as the user or group of the proxy',
} as const;

function notCaptured(
  input: LegInput,
  { pods }: ClientGroup,
  { kind, evidence }: Extract<Bypass, { kind: keyof typeof REASONS }>,
): LegPart {
  const { client, port } = input;
  if (isLocal(input)) {
    return { evidence: [evidence] };
  }
  const pod = pods[0]!;
  const remedy =
    kind === 'excluded-port'
      ? excludedPortRemedy(client.cluster, pod, EXCLUDED_OUTBOUND_PORTS, port)
      : undefined;
  const about = {
    cluster: client.cluster,
    object: workloadRef(pod),
    message: `Requests of ${nameClient(
      input,
    )} to port ${port} bypass the sidecar${
      REASONS[kind]
    }, so that they stay in ${client.cluster}.`,
    evidence: [evidence],
  };
  return {
    findings: [
      kind === 'excluded-port'
        ? finding('MF6106', {
            ...about,
            params: { port: String(port) },
            ...optional({ remedy }),
          })
        : finding('MF6143', about),
    ],
  };
}

function hidden(
  input: LegInput,
  { namespace }: ClientGroup,
  { sidecar, evidence }: Extract<Bypass, { kind: 'hidden' }>,
): LegPart {
  const { client, service, port } = input;
  const { settings } = client;
  if (isLocal(input)) {
    const policy = sidecar.outboundTrafficPolicy;
    if (policy === undefined && settings.status === 'unknown') {
      return {
        missing: [missingFact(client.cluster, 'mesh config', settings)],
        evidence: [evidence],
      };
    }
    const effective =
      policy ??
      (settings.status === 'observed'
        ? settings.value.outboundTrafficPolicy
        : undefined);
    if (effective === 'ALLOW_ANY') {
      // Unencrypted, as to any host that the mesh does not know.
      return { evidence: [evidence] };
    }
  }
  const owner = service.namespace;
  const host = serviceHost(service);
  const entry = `${owner}/${host}`;
  const { egress = [] } = sidecar;
  const lacking = [
    ...new Set([egressFor(egress, port), routesFrom(egress, port)]),
  ].filter(item => !showsAt(item, { host, owner, namespace }));
  const [only] = lacking;
  const listener =
    only === undefined || lacking.length > 1 ? -1 : egress.indexOf(only);
  const excluded = egress.some(({ hosts }) =>
    hosts.some(item => item.startsWith('~')),
  );
  return {
    findings: [
      finding('MF6105', {
        cluster: client.cluster,
        object: sidecar.object,
        params: { entry },
        message: `Sidecar ${sidecar.object.namespace}/${
          sidecar.object.name
        } in ${client.cluster} hides ${host} on port ${port} from ${nameClient(
          input,
        )}.`,
        ...optional({
          remedy:
            listener < 0 || excluded
              ? undefined
              : jsonPatchRemedy(client.cluster, sidecar.object, {
                  op: 'add',
                  field: `spec.egress[${listener}].hosts[-]`,
                  value: entry,
                  expected: {
                    [`spec.egress[${listener}].hosts`]: egress[listener]!.hosts,
                    [`spec.egress[${listener}].port.number`]:
                      egress[listener]!.port,
                  },
                }),
        }),
        evidence: [evidence],
      }),
    ],
  };
}
