import { anObject } from '../__testUtils__/anObject';
import { decodeNetworkPlugins } from './networkPlugins';

const aDaemonSet = (containers: readonly object[], numberReady = 1) =>
  anObject({
    spec: { template: { spec: { containers } } },
    status: { numberReady },
  });

const found = (...containers: readonly object[]) =>
  decodeNetworkPlugins([aDaemonSet(containers)]).map(({ name, enforces }) => [
    name,
    enforces,
  ]);

const agent = (flag?: string) => ({
  name: 'aws-eks-nodeagent',
  args: ['--enable-ipv6=false', ...(flag ? [flag] : [])],
});

describe('decodeNetworkPlugins', () => {
  it.each([
    ['Calico', [{ name: 'calico-node' }], true],
    ['Calico', [{ name: 'calico-node' }, { name: 'kube-flannel' }], true],
    ['Cilium', [{ name: 'cilium-agent' }], true],
    ['kube-router', [{ name: 'kube-router' }], true],
    [
      'kube-router',
      [{ name: 'kube-router', args: ['--run-firewall=false'] }],
      false,
    ],
    ['Weave Net', [{ name: 'weave' }, { name: 'weave-npc' }], true],
    ['Weave Net', [{ name: 'weave' }], false],
    [
      'Amazon VPC CNI',
      [{ name: 'aws-node' }, agent('--enable-network-policy=true')],
      true,
    ],
    ['Amazon VPC CNI', [{ name: 'aws-node' }, agent()], false],
    ['Amazon VPC CNI', [{ name: 'aws-node' }], false],
    [
      'kindnet',
      [
        {
          name: 'kindnet-cni',
          image: 'docker.io/kindest/kindnetd:v20240813-c6f155d6',
        },
      ],
      true,
    ],
    [
      'kindnet',
      [{ name: 'kindnet-cni', image: 'kindest/kindnetd:v20240513-cd2ac642' }],
      false,
    ],
    [
      'kindnet',
      [
        {
          name: 'kindnet-cni',
          image: 'localhost:5000/kindnetd:v1.6.0@sha256:1',
        },
      ],
      true,
    ],
    ['kindnet', [{ name: 'kindnet-cni', image: 'kindnetd' }], false],
    ['Flannel', [{ name: 'kube-flannel' }], false],
  ] as const)('knows %s by %j', (name, containers, enforces) => {
    expect(found(...containers)).toEqual([[name, enforces]]);
  });

  it('knows nothing of others, and of those of which no Pod is ready', () => {
    expect(found({ name: 'node-exporter' })).toEqual([]);
    expect(
      decodeNetworkPlugins([aDaemonSet([{ name: 'calico-node' }], 0)]),
    ).toEqual([]);
  });
});
