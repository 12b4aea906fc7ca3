import { finding } from '../../../../findings/registry';
import type { Evidence } from '../../../../model';
import {
  CLUSTER_DOMAIN,
  coversHost,
  serviceHost,
} from '../../lookup/hostLookUp';
import { isLocal, type LegInput } from '../../question/Leg';
import type { LegPart } from '../../parts/conclude';
import { serviceRef } from '../../../../model/objectRef';
import { missingFact } from '../../lookup/missingFact';

interface Setting {
  readonly host: string;
  readonly clusterLocal: boolean;
  /** As it stands in the mesh config; absent for Istio's own. */
  readonly field?: string;
}

/**
 * MF6103: hosts whose endpoints in other clusters are left out. Source: istio/istio
 * pilot/pkg/model/cluster_local.go.
 */
export function judgeClusterLocal(input: LegInput): LegPart {
  const { client, service } = input;
  if (isLocal(input)) {
    return {};
  }
  const { settings } = client;
  if (settings.status === 'unknown') {
    return { missing: [missingFact(client.cluster, 'mesh config', settings)] };
  }
  const host = serviceHost(service);
  const setting = settingFor(
    host,
    settings.value.serviceSettings.flatMap(({ clusterLocal, hosts }, index) =>
      hosts.map(item => ({
        host: item,
        clusterLocal,
        field: `serviceSettings[${index}].settings.clusterLocal`,
      })),
    ),
  );
  if (setting?.clusterLocal !== true) {
    return {};
  }
  const object = (setting.field && configMapOf(input)) || serviceRef(service);
  const evidence: Evidence[] = [
    {
      cluster: client.cluster,
      object,
      field: setting.field ?? `Istio's default for ${setting.host}`,
      value: setting.field === undefined ? 'true' : `true for ${setting.host}`,
      at: settings.at,
    },
  ];
  return {
    findings: [
      finding('MF6103', {
        cluster: client.cluster,
        object,
        params: { host },
        message:
          setting.field === undefined
            ? `Istio keeps ${host} local to each cluster by default (${setting.host}).`
            : `The mesh config of ${client.cluster} makes ${setting.host} cluster-local, so that clients there use no endpoint of another cluster.`,
        evidence,
      }),
    ],
  };
}

/**
 * Istio's own hosts count as long as no setting takes them back; then the most specific one does.
 */
function settingFor(
  host: string,
  written: readonly Setting[],
): Setting | undefined {
  const defaults = [
    `*.kube-system.svc.${CLUSTER_DOMAIN}`,
    `kubernetes.default.svc.${CLUSTER_DOMAIN}`,
    `istiod.istio-system.svc.${CLUSTER_DOMAIN}`,
  ].filter(
    item =>
      !written.some(
        setting =>
          !setting.clusterLocal &&
          (setting.host === item ||
            (item.startsWith('*') && setting.host.endsWith(item.slice(1)))),
      ),
  );
  // Of two settings of one host the last one written counts; a default outdoes both.
  const all: readonly Setting[] = [
    ...defaults.map(item => ({ host: item, clusterLocal: true })),
    ...[...written].reverse(),
  ];
  return all
    .filter(setting => coversHost(setting.host, host))
    .reduce<Setting | undefined>(
      (best, setting) =>
        best === undefined || rank(setting) > rank(best) ? setting : best,
      undefined,
    );
}

function rank({ host }: Setting): number {
  return host.startsWith('*') ? host.length : Number.MAX_SAFE_INTEGER;
}

/** The document that sets `serviceSettings`. */
function configMapOf({ client }: LegInput) {
  const { meshConfig, shared } = client.controlPlane ?? {};
  if (meshConfig?.status !== 'observed') {
    return undefined;
  }
  return meshConfig.value.settings.serviceSettings === undefined &&
    shared?.status === 'observed'
    ? shared.value.configMap
    : meshConfig.value.configMap;
}
