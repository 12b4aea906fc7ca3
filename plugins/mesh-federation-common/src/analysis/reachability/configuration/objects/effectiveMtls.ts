import type {
  MtlsMode,
  ObjectRef,
  Observed,
  PeerAuthentication,
} from '../../../../model';
import { oldest } from '../../../oldest';
import type { ClusterIndex } from '../../lookup/ClusterIndex';
import { remembered } from '../../../remembered';
import { selects } from '../../../labelSelectors';

/** The mode that counts, and what says so; without an object it is Istio's default. */
export interface EffectiveMtls {
  readonly mode: Exclude<MtlsMode, 'UNSET'>;
  readonly object?: ObjectRef;
  readonly field?: string;
}

interface Options {
  readonly namespace: string;
  /** Of the workload; without, only what counts for the whole namespace is looked at. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Number of the workload's port, not of the Service's. */
  readonly port?: number;
}

/** Modes of the namespaces in which no selector tells workloads apart. */
const uniform = remembered(
  (_: ClusterIndex) => new Map<string, Observed<EffectiveMtls>>(),
);

/**
 * The mode of PeerAuthentication that counts in a cluster: port over workload over namespace over
 * mesh over PERMISSIVE. The oldest object wins in a scope, UNSET inherits, and a selector in the
 * root namespace counts for nothing. Source: istio/istio pilot/pkg/security/authn/policy_applier.go
 * ComposePeerAuthentication.
 */
export function effectiveMtls(
  index: ClusterIndex,
  options: Options,
): Observed<EffectiveMtls> {
  const known = uniform(index);
  const found = known.get(options.namespace) ?? compose(index, options);
  const own = index.peerAuthentications(options.namespace);
  if (own.status === 'unknown' || own.value.every(isForAll)) {
    known.set(options.namespace, found);
  }
  return found;
}

function compose(
  index: ClusterIndex,
  options: Options,
): Observed<EffectiveMtls> {
  const all = index.state.configuration.peerAuthentications;
  const permissive = { mode: 'PERMISSIVE' } as const;
  if (all.status === 'unknown') {
    return all;
  }
  if (all.value.length === 0) {
    return { status: 'observed', value: permissive, at: all.at };
  }
  const { settings } = index;
  if (settings.status === 'unknown') {
    return settings;
  }
  const { rootNamespace } = settings.value;
  const at = oldest([settings], all.at);
  const inNamespace = (namespace: string) => {
    const found = index.peerAuthentications(namespace);
    return found.status === 'observed' ? found.value : [];
  };
  const mesh = inNamespace(rootNamespace).find(isForAll);
  const own =
    options.namespace === rootNamespace ? [] : inNamespace(options.namespace);
  const namespace = own.find(isForAll);
  const { labels } = options;
  const workload =
    labels === undefined
      ? undefined
      : own.find(item => !isForAll(item) && selects(item.selector, labels));
  const inherited = [workload, namespace, mesh]
    .flatMap(item => (item === undefined ? [] : modeOf(item)))
    .concat(permissive)[0]!;
  const portMode = workload?.portModes[String(options.port)];
  const value =
    workload === undefined || portMode === undefined || portMode === 'UNSET'
      ? inherited
      : {
          mode: portMode,
          object: workload.object,
          field: `spec.portLevelMtls.${options.port}.mode`,
        };
  return { status: 'observed', value, at };
}

function isForAll({ selector }: PeerAuthentication): boolean {
  return Object.keys(selector ?? {}).length === 0;
}

function modeOf({ mode, object }: PeerAuthentication): EffectiveMtls[] {
  return mode === 'UNSET' ? [] : [{ mode, object, field: 'spec.mtls.mode' }];
}
