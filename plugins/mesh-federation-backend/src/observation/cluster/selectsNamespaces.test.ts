import type { KubernetesObject } from '../../kubernetes/ClusterClient';
import type { ClusterReads } from './ClusterReads';
import { selectsNamespaces } from './observeControlPlanes';

const SELECTORS = 'discoverySelectors: [{matchLabels: {mesh: "yes"}}]';

function istiod(revision: string, shared?: string): KubernetesObject {
  return {
    metadata: {
      name: `istiod-${revision}`,
      namespace: 'istio-system',
      labels: { 'istio.io/rev': revision },
    },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'discovery',
              env: shared
                ? [{ name: 'SHARED_MESH_CONFIG', value: shared }]
                : [],
            },
          ],
        },
      },
    },
  } as KubernetesObject;
}

/** A cluster with these istiods and mesh configs, by the names of their ConfigMaps. */
function readsOf(
  istiods: readonly KubernetesObject[],
  configs: Readonly<Record<string, string>>,
): ClusterReads {
  return {
    istiods: async () => istiods,
    configMap: async (name: string) =>
      configs[name] === undefined
        ? undefined
        : {
            metadata: { name, namespace: 'istio-system' },
            data: { mesh: configs[name] },
          },
  } as unknown as ClusterReads;
}

describe('selectsNamespaces', () => {
  it.each<
    [
      string,
      readonly KubernetesObject[],
      Readonly<Record<string, string>>,
      boolean,
    ]
  >([
    [
      'the primary mesh config',
      [istiod('default')],
      { istio: SELECTORS },
      true,
    ],
    ['none', [istiod('default')], { istio: 'trustDomain: a' }, false],
    [
      'an empty list',
      [istiod('default')],
      { istio: 'discoverySelectors: []' },
      false,
    ],
    [
      'the shared mesh config alone',
      [istiod('default', 'common')],
      { istio: 'trustDomain: a', common: SELECTORS },
      true,
    ],
    [
      'a shared mesh config that istiod does not read',
      [istiod('default')],
      { istio: 'trustDomain: a', 'mesh-federation': SELECTORS },
      false,
    ],
    [
      'the only revision, which has another name',
      [istiod('canary')],
      { 'istio-canary': SELECTORS },
      true,
    ],
    [
      'a revision beside the default one',
      [istiod('canary'), istiod('default')],
      { istio: 'trustDomain: a', 'istio-canary': SELECTORS },
      false,
    ],
    ['a mesh config that is nowhere', [istiod('default')], {}, false],
    ['no istiod', [], { istio: SELECTORS }, false],
  ])(
    'goes by what istiod goes by: %s',
    async (_, istiods, configs, selects) => {
      const now = () => new Date('2026-06-01T00:00:00.000Z');

      expect(await selectsNamespaces(readsOf(istiods, configs), now)).toBe(
        selects,
      );
    },
  );
});
