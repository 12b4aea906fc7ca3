import type {
  PlannedObject,
  PlannedStep,
  Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { proposalsOf } from './proposalsOf';

const ISTIOD = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'istio-system',
  name: 'istiod',
};
const MESH = { ...ISTIOD, apiVersion: 'v1', kind: 'ConfigMap', name: 'istio' };
const CACERTS = { ...MESH, kind: 'Secret', name: 'cacerts' };

function planned(step: object, object: Partial<PlannedObject>): PlannedStep {
  return {
    step: {
      id: 's',
      cluster: 'east',
      dependsOn: [],
      ...step,
    } as unknown as Step,
    title: 'A step',
    objects: [
      { cluster: 'east', ref: ISTIOD, operation: 'propose', ...object },
    ],
  };
}

function manifest(body: object) {
  return {
    apiVersion: 'v1',
    kind: 'x',
    metadata: { name: 'x' },
    ...body,
  } as NonNullable<PlannedObject['after']>;
}

const withEnv = (...env: readonly object[]) =>
  manifest({
    spec: { template: { spec: { containers: [{ name: 'discovery', env }] } } },
  });
const FLAG = { name: 'ISTIO_MULTIROOT_MESH', value: 'true' };

describe('proposalsOf', () => {
  it.each<[string, PlannedStep, object]>([
    [
      'the flags of istiod',
      planned(
        { type: 'multi-root', enabled: true },
        { before: withEnv(), after: withEnv(FLAG) },
      ),
      { kind: 'Deployment', name: 'istiod', env: { [FLAG.name]: 'true' } },
    ],
    [
      'flags that go',
      planned(
        { type: 'multi-root', enabled: false },
        { before: withEnv(FLAG), after: manifest({}) },
      ),
      { kind: 'Deployment', name: 'istiod', removeEnv: [FLAG.name] },
    ],
    [
      'roots in the mesh config',
      planned(
        { type: 'trust-roots', target: { kind: 'foreign' } },
        {
          ref: MESH,
          after: manifest({
            data: {
              mesh: 'caCertificates:\n- pem: WEST\ndefaultConfig:\n  proxyMetadata:\n    A: "true"\n',
            },
          }),
        },
      ),
      {
        kind: 'ConfigMap',
        name: 'istio',
        caCertificates: [{ pem: 'WEST' }],
        proxyMetadata: { A: 'true' },
      },
    ],
    [
      'a list of roots that becomes empty',
      planned(
        { type: 'trust-roots', target: { kind: 'foreign' } },
        { ref: MESH, after: manifest({ data: { mesh: '' } }) },
      ),
      { kind: 'ConfigMap', name: 'istio', caCertificates: [] },
    ],
    [
      'the bundle of a plugged-in CA',
      planned(
        { type: 'trust-roots', target: { kind: 'cacerts' } },
        {
          ref: CACERTS,
          after: manifest({ stringData: { 'root-cert.pem': 'ROOTS' } }),
        },
      ),
      { kind: 'Secret', name: 'cacerts', rootCert: 'ROOTS' },
    ],
  ])('tells %s', (_, step, expected) => {
    expect(proposalsOf({ steps: [step] })).toEqual([
      { cluster: 'east', namespace: 'istio-system', ...expected },
    ]);
  });

  it.each<[string, PlannedStep]>([
    [
      'what the run writes itself',
      planned(
        { type: 'multi-root', enabled: true },
        { operation: 'update', after: withEnv(FLAG) },
      ),
    ],
    [
      'Pods that somebody has to create again',
      planned({ type: 'restart-workloads', workloads: [] }, {}),
    ],
  ])('leaves out %s', (_, step) => {
    expect(proposalsOf({ steps: [step] })).toEqual([]);
  });
});
