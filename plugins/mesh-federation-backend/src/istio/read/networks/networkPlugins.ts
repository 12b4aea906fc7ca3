import type { NetworkPlugin } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import {
  at,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from '../../../kubernetes/objects/json';
import { objectRef } from '../../../kubernetes/objects/objectRef';
import { sortObjects } from '../istioObjects';

interface Container {
  readonly name: string;
  /** Of the image; empty without. */
  readonly tag: string;
  readonly args: readonly string[];
}

interface Known {
  readonly name: string;
  /** Of one of the containers; undefined when the DaemonSet is something else. */
  readonly enforces: (containers: readonly Container[]) => boolean | undefined;
}

/**
 * What is known by the names of its containers, which stay the same where others pack it up, for
 * example Calico in `canal` and Cilium in `anetd` of GKE. Sources: the manifests of each project,
 * and
 *
 * - Calico, canal: projectcalico/calico manifests/calico.yaml
 * - Cilium, GKE Dataplane V2: cilium/cilium install/kubernetes/cilium; cloud.google.com
 *   kubernetes-engine/docs/concepts/dataplane-v2 ("always on")
 * - Antrea: antrea-io/antrea build/yamls/antrea.yml
 * - kube-router: cloudnativelabs/kube-router docs/user-guide.md, `--run-firewall` (default true)
 * - Weave Net: container `weave-npc` of weaveworks/weave prog/weave-kube
 * - Azure: Azure/azure-container-networking npm/azure-npm.yaml
 * - OVN-Kubernetes, OpenShift: ovn-org/ovn-kubernetes dist/templates/ovnkube-node.yaml.j2
 * - Amazon VPC CNI: aws/aws-network-policy-agent README, `--enable-network-policy` (default false)
 * - kindnet: kubernetes-sigs/kind release v0.24.0, whose image is the first of August 2024
 * - Kubernetes' own: kubernetes-sigs/kube-network-policies install.yaml
 * - Flannel: flannel-io/flannel README, which leaves policies to others
 */
const KNOWN: readonly Known[] = [
  always('Calico', 'calico-node'),
  always('Cilium', 'cilium-agent'),
  always('Antrea', 'antrea-agent'),
  container('kube-router', 'kube-router', ({ args }) =>
    isSet(args, '--run-firewall', true),
  ),
  {
    name: 'Weave Net',
    enforces: all => find(all, 'weave') && find(all, 'weave-npc') !== undefined,
  },
  always('Azure Network Policy Manager', 'azure-npm'),
  always('OVN-Kubernetes', 'ovnkube-controller'),
  always('OVN-Kubernetes', 'ovnkube-node'),
  {
    name: 'Amazon VPC CNI',
    enforces: all =>
      find(all, 'aws-node') &&
      isSet(
        find(all, 'aws-eks-nodeagent')?.args ?? [],
        '--enable-network-policy',
        false,
      ),
  },
  container('kindnet', 'kindnet-cni', ({ tag }) => isKindnetWithPolicies(tag)),
  always('kube-network-policies', 'kube-network-policies'),
  container('Flannel', 'kube-flannel', () => false),
];

/**
 * The DaemonSets that run anywhere and are known to enforce NetworkPolicies, or not to. Sorted by
 * namespace, then name.
 */
export function decodeNetworkPlugins(
  daemonSets: readonly KubernetesObject[],
): readonly NetworkPlugin[] {
  return sortObjects(daemonSets)
    .filter(object => (numberOf(at(object, 'status', 'numberReady')) ?? 0) > 0)
    .flatMap(daemonSet => {
      const containers = containersOf(daemonSet);
      const found = KNOWN.flatMap(({ name, enforces }) => {
        const answer = enforces(containers);
        return answer === undefined ? [] : [{ name, enforces: answer }];
      });
      const first = found.find(item => item.enforces) ?? found[0];
      return first === undefined
        ? []
        : [
            {
              object: objectRef(daemonSet, {
                apiVersion: 'apps/v1',
                kind: 'DaemonSet',
              }),
              ...first,
            },
          ];
    });
}

function containersOf(daemonSet: KubernetesObject): readonly Container[] {
  return listOf(at(daemonSet, 'spec', 'template', 'spec', 'containers')).map(
    entry => ({
      name: textOf(at(entry, 'name')) ?? '',
      tag: tagOf(textOf(at(entry, 'image')) ?? ''),
      args: [...textsOf(at(entry, 'command')), ...textsOf(at(entry, 'args'))],
    }),
  );
}

/** Without a digest and without the port of a registry. */
function tagOf(image: string): string {
  const last = image.split('@')[0]!.split('/').at(-1)!;
  return last.split(':')[1] ?? '';
}

function find(
  containers: readonly Container[],
  name: string,
): Container | undefined {
  return containers.find(item => item.name === name);
}

function container(
  name: string,
  containerName: string,
  enforces: (found: Container) => boolean,
): Known {
  return {
    name,
    enforces: all => {
      const found = find(all, containerName);
      return found && enforces(found);
    },
  };
}

function always(name: string, containerName: string): Known {
  return container(name, containerName, () => true);
}

/** A flag of Go: `--flag`, `--flag=true`, `-flag=t`; the last one counts. */
function isSet(
  args: readonly string[],
  flag: string,
  byDefault: boolean,
): boolean {
  const values = args.flatMap(arg => {
    const [name = '', value = 'true'] = arg.split('=');
    return name.replace(/^--?/, '--') === flag ? [value] : [];
  });
  const last = values.at(-1);
  return last === undefined ? byDefault : /^(1|t|true)$/i.test(last);
}

/**
 * Images of kind are tagged by the day, those of the project itself by versions, of which v1.3.0
 * was the first with policies.
 */
function isKindnetWithPolicies(tag: string): boolean {
  const [, day] = /^v(\d{8})-/.exec(tag) ?? [];
  if (day !== undefined) {
    return day >= '20240813';
  }
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)\./.exec(tag) ?? [];
  return Number(major) > 1 || (major === '1' && Number(minor) >= 3);
}
