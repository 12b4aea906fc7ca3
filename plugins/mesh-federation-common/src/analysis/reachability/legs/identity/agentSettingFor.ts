import type { ObjectRef, Pod, ProxyConfig } from '../../../../model';
import { workloadRef } from '../../../../model/objectRef';
import { selects } from '../../../labelSelectors';
import type { ClusterIndex } from '../../lookup/ClusterIndex';

/**
 * What sets PROXY_CONFIG_XDS_AGENT for proxies that are injected now, other than the mesh config.
 */
export interface AgentSetting {
  readonly object: ObjectRef;
  readonly field: string;
  readonly enabled: boolean;
}

/**
 * A ProxyConfig that selects the workload goes before the annotation of the Pod, that before one of
 * the namespace, and that before one of the root namespace; of several the oldest counts, and one
 * that does not set the variable leaves it to the next. Undefined when none does, or they are not
 * observed. Source: istio/istio pilot/pkg/model/proxy_config.go EffectiveProxyConfig.
 */
export function agentSettingFor(
  index: ClusterIndex,
  pod: Pod,
): AgentSetting | undefined {
  const { settings } = index;
  const root =
    settings.status === 'observed' ? settings.value.rootNamespace : undefined;
  const own = configsOf(index, pod.namespace);
  const ofAll = ({ selector }: ProxyConfig) => selector === undefined;
  const isFor = ({ selector = {} }: ProxyConfig) =>
    Object.keys(selector).length > 0 && selects(selector, pod.labels);
  return (
    settingOf(own.find(isFor)) ??
    annotated(pod) ??
    settingOf(own.find(ofAll)) ??
    (root === undefined || root === pod.namespace
      ? undefined
      : settingOf(configsOf(index, root).find(ofAll)))
  );
}

function configsOf(
  index: ClusterIndex,
  namespace: string,
): readonly ProxyConfig[] {
  const found = index.proxyConfigs(namespace);
  return found.status === 'observed' ? found.value : [];
}

function settingOf(config: ProxyConfig | undefined): AgentSetting | undefined {
  return config?.xdsAgent === undefined
    ? undefined
    : {
        object: config.object,
        field: 'spec.environmentVariables',
        enabled: config.xdsAgent,
      };
}

function annotated(pod: Pod): AgentSetting | undefined {
  const enabled = pod.proxy?.annotatedXdsAgent;
  return enabled === undefined
    ? undefined
    : {
        object: workloadRef(pod),
        field: 'annotation proxy.istio.io/config',
        enabled,
      };
}
