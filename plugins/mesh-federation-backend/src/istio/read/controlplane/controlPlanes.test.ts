import {
  FIELD_MANAGER,
  unknown,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { KubernetesObject } from '../../../kubernetes/ClusterClient';
import { decodeControlPlane, decodeVersion } from './controlPlanes';

const not = unknown<never>({ kind: 'not-observed', message: 'x' }, 't');

function deployment(options: {
  env?: Readonly<Record<string, string>>;
  status?: object;
  labels?: Record<string, string>;
  managedFields?: KubernetesObject['metadata']['managedFields'];
}): KubernetesObject {
  return {
    metadata: {
      name: 'istiod',
      namespace: 'istio-system',
      generation: 4,
      resourceVersion: '8',
      labels: options.labels,
      managedFields: options.managedFields,
    },
    spec: {
      replicas: 2,
      template: {
        spec: {
          containers: [
            {
              name: 'discovery',
              image: 'registry:5000/istio/pilot:1.30.2-distroless',
              env: Object.entries(options.env ?? {}).map(([name, value]) => ({
                name,
                value,
              })),
            },
          ],
        },
      },
    },
    status: options.status,
  };
}

function decode(
  object: KubernetesObject,
  more: Partial<Parameters<typeof decodeControlPlane>[0]> = {},
) {
  return decodeControlPlane({
    deployment: object,
    pods: [],
    plugsIn: false,
    meshConfig: not,
    shared: not,
    replicaFacts: new Map(),
    unseenSync: not,
    ...more,
  });
}

const done = {
  observedGeneration: 4,
  replicas: 2,
  updatedReplicas: 2,
  availableReplicas: 2,
};

describe('decodeControlPlane', () => {
  it("has Istio's defaults", () => {
    expect(decode(deployment({}))).toMatchObject({
      revision: 'default',
      clusterId: 'Kubernetes',
      multiRootMesh: false,
      certificateAuthority: 'self-signed',
      version: '1.30.2',
      ownsFlags: false,
    });
  });

  it('keeps the flags that change reachability, and no other environment', () => {
    expect(
      decode(
        deployment({
          env: {
            ENABLE_MULTICLUSTER_HEADLESS: 'false',
            ENABLE_MCS_SERVICE_DISCOVERY: 'true',
            PASSWORD: 'secret',
          },
        }),
      ).features,
    ).toEqual({
      ENABLE_MULTICLUSTER_HEADLESS: 'false',
      ENABLE_MCS_SERVICE_DISCOVERY: 'true',
    });
    expect(decode(deployment({})).features).toEqual({});
  });

  it('reads flags, revision and network', () => {
    const plane = decode(
      deployment({
        labels: { 'istio.io/rev': 'canary' },
        env: {
          CLUSTER_ID: 'east',
          ISTIO_MULTIROOT_MESH: 'true',
          SHARED_MESH_CONFIG: 'mesh-federation',
        },
      }),
      {
        injector: {
          metadata: { name: 'istio-sidecar-injector-canary' },
          data: { values: '{"global":{"network":"network-east"}}' },
        },
      },
    );

    expect(plane).toMatchObject({
      revision: 'canary',
      clusterId: 'east',
      multiRootMesh: true,
      sharedMeshConfig: 'mesh-federation',
      injectedNetwork: 'network-east',
    });
  });

  it.each([
    ['is done', done, true],
    [
      'was not seen by the controller',
      { ...done, observedGeneration: 3 },
      false,
    ],
    ['has an old replica left', { ...done, replicas: 3 }, false],
    [
      'has a replica that is not updated',
      { ...done, updatedReplicas: 1 },
      false,
    ],
    [
      'has a replica that is not available',
      { ...done, availableReplicas: 1 },
      false,
    ],
    ['has no status', undefined, false],
  ])('knows whether a rollout %s', (_, status, expected) => {
    expect(decode(deployment({ status })).rolledOut).toBe(expected);
  });

  it.each([
    ['plugged-in', {}, true, undefined],
    ['external', { EXTERNAL_CA: 'ISTIOD_RA_KUBERNETES_API' }, true, undefined],
    ['external', { ENABLE_CA_SERVER: 'false' }, false, undefined],
    [
      'external',
      {},
      false,
      '{"global":{"caAddress":"cert-manager-istio-csr:443"}}',
    ],
    [
      'self-signed',
      { ENABLE_CA_SERVER: 'true' },
      false,
      '{"global":{"caAddress":""}}',
    ],
  ])('recognizes the CA %s', (authority, env, plugsIn, values) => {
    const injector = { metadata: { name: 'i' }, data: { values } };

    expect(
      decode(deployment({ env }), { plugsIn, injector }).certificateAuthority,
    ).toBe(authority);
  });

  it.each([
    ['both', ['ISTIO_MULTIROOT_MESH', 'SHARED_MESH_CONFIG'], true],
    ['one', ['ISTIO_MULTIROOT_MESH'], false],
  ])('owns the flags when it applied %s', (_, names, owns) => {
    const env = Object.fromEntries(
      names.map(name => [`k:{"name":"${name}"}`, {}]),
    );
    const containers = { 'k:{"name":"discovery"}': { 'f:env': env } };
    const fieldsV1 = {
      'f:spec': {
        'f:template': { 'f:spec': { 'f:containers': containers } },
      },
    };
    const managedFields = [
      { manager: FIELD_MANAGER, operation: 'Apply', fieldsV1 },
    ];

    expect(decode(deployment({ managedFields })).ownsFlags).toBe(owns);
  });

  it('lists the replicas of its own revision with what they told', () => {
    const pod = (name: string, rev: string, ready: string) => ({
      metadata: { name, labels: { 'istio.io/rev': rev } },
      status: { conditions: [{ type: 'Ready', status: ready }] },
    });

    const plane = decode(deployment({}), {
      pods: [
        pod('b', 'default', 'False'),
        pod('a', 'default', 'True'),
        pod('c', 'canary', 'True'),
      ],
      replicaFacts: new Map([
        ['a', { version: '1.31.0', sync: { ...not, at: 'seen' } }],
      ]),
    });

    expect(plane.version).toBe('1.31.0');
    expect(plane.replicas).toEqual([
      { pod: 'a', ready: true, sync: { ...not, at: 'seen' } },
      { pod: 'b', ready: false, sync: not },
    ]);
  });
});

it.each([
  ['1.30.3-0123abc-Clean', '1.30.3'],
  ['1.31.0-rc.0-0123abc-Clean', '1.31.0-rc.0'],
  ['1.31-bed-unknown-unknown', '1.31'],
  ['latest', undefined],
])('reads the version of %p', (text, version) => {
  expect(decodeVersion(text)).toBe(version);
});
