import { finding } from '../../../../findings/registry';
import type { Finding, Observed, Pod } from '../../../../model';
import { compareStrings } from '../../../../model/basics/compareStrings';
import { serviceHost } from '../../lookup/hostLookUp';
import { isLocal, type LegInput } from '../../question/Leg';
import { clientPodsOf } from '../../networks/networkGroups';
import type { LegPart } from '../../parts/conclude';
import { resourceOf } from '../../../../commands/kubectl';
import { commandRemedy } from '../../parts/remedies';
import { remembered } from '../../../remembered';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';
import {
  Exported,
  exportTo,
  isVisible,
  exportEvidence,
} from '../../configuration/objects/exportTo';
import { EXPORT_TO } from '../../../../model/istioNames';
import { optional } from '../../../../model/basics/optional';
import { conditionOf } from '../../parts/conditionOf';
import { jsonPatchRemedy } from '../../parts/jsonPatch';
import { exportScopes } from './exportScopes';

/** Exports the Service to one namespace more. */
export function exportRemedy(
  { service, owner }: Exported,
  scopes: readonly string[],
  namespace: string,
) {
  const kept = scopes.filter(scope => scope !== '~');
  const value = [...kept, namespace].join(',');
  // Another list by now may have namespaces that this one does not know: then nothing is changed.
  if (service.exportTo === undefined || service.exportTo.length === 0) {
    return commandRemedy(owner.cluster, [
      'kubectl',
      'annotate',
      ...resourceOf(serviceRef(service)),
      `${EXPORT_TO}=${value}`,
    ]);
  }
  const field = `metadata.annotations[${EXPORT_TO}]`;
  return jsonPatchRemedy(owner.cluster, serviceRef(service), {
    op: 'replace',
    field,
    value,
    expected: { [field]: service.exportTo.join(',') },
  });
}

const namespacesOf = remembered((pods: readonly Pod[]): readonly string[] =>
  [...new Set(pods.map(({ namespace }) => namespace))].sort(compareStrings),
);

/** MF5006: istiod gives the Service only to sidecars of the namespaces to which it is exported. */
export function clientVisibility(input: LegInput, exported: Exported): LegPart {
  const { client } = input;
  const scopes = exportTo(exported);
  if (scopes.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'mesh config', scopes)] };
  }
  if (scopes.value.includes('*')) {
    return {};
  }
  const pods = clientPodsOf(input);
  if (pods.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'Pods', pods)] };
  }
  const namespaces =
    input.from.namespace === undefined
      ? namespacesOf(pods.value)
      : [input.from.namespace];
  const seeing = namespaces.filter(namespace =>
    isVisible(scopes.value, exported.service, namespace),
  );
  const evidence = [exportEvidence(exported, scopes)];
  if (seeing.length === namespaces.length && namespaces.length > 0) {
    return { evidence };
  }
  if (namespaces.length === 0) {
    const { owner, service } = exported;
    const text = onlyFrom(scopes.value);
    const found = finding('MF5010', {
      cluster: owner.cluster,
      object: serviceRef(service),
      message: text,
      evidence,
    });
    return { conditions: [conditionOf(found, 'client', text)] };
  }
  if (seeing.length > 0) {
    const blind = namespaces.filter(namespace => !seeing.includes(namespace));
    const found = notExported(input, exported, scopes, blind);
    return {
      conditions: [conditionOf(found, 'client', onlyFrom(seeing))],
    };
  }
  const found = notExported(input, exported, scopes, namespaces);
  return (
    (isLocal(input) ? passedThrough(input, pods.value) : undefined) ?? {
      findings: [found],
    }
  );
}

type KnownScopes = Extract<Observed<readonly string[]>, { status: 'observed' }>;

function onlyFrom(namespaces: readonly string[]): string {
  return `Only from namespace ${namespaces.join(
    ', ',
  )}, to which the Service is exported.`;
}

function notExported(
  { client }: LegInput,
  exported: Exported,
  scopes: KnownScopes,
  namespaces: readonly string[],
): Finding {
  const { service, owner } = exported;
  const [namespace] = namespaces;
  return finding('MF5006', {
    cluster: owner.cluster,
    ...optional({
      peer: owner.cluster === client.cluster ? undefined : client.cluster,
    }),
    object: serviceRef(service),
    message: `${serviceHost(service)} is exported to ${exportScopes(
      scopes.value,
    )}, not to namespace ${namespaces.join(', ')} of ${
      client.cluster
    }: the client's sidecar does not know it.`,
    params: { namespace: namespace! },
    remedy: exportRemedy(exported, scopes.value, namespace!),
    evidence: [exportEvidence(exported, scopes)],
  });
}

/**
 * In one's own cluster a request for something that the sidecar does not know goes on to the
 * cluster IP, without mutual TLS, unless only what is known may leave.
 */
function passedThrough(
  { client }: LegInput,
  pods: readonly Pod[],
): LegPart | undefined {
  const { settings, cluster } = client;
  if (pods.length > 0 && pods.every(({ proxy }) => proxy === undefined)) {
    return {};
  }
  if (settings.status === 'unknown') {
    return { missing: [missingFact(cluster, 'mesh config', settings)] };
  }
  if (settings.value.outboundTrafficPolicy === 'REGISTRY_ONLY') {
    return undefined;
  }
  // What the endpoints make of plaintext is a matter of the leg `policy`.
  return {
    doubts: [
      'The Service is not exported to the client: its sidecar passes requests on without mutual TLS.',
    ],
  };
}
