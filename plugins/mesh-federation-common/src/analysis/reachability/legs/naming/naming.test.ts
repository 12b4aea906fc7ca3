import { observed, type ServicePort } from '../../../../model';
import {
  OBSERVED_AT,
  aMeshOfServices,
  aNamespace,
  aPod,
  withConfiguration,
  withControlPlane,
  withMorePods,
  withService,
  withSettings,
  withState,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { describeFindingCases } from '../__testUtils__/describeFindingCases';
import { objectsMadeBy } from '../__testUtils__/objectsMadeBy';
import { judgeCase } from '../__testUtils__/judgeCase';
import {
  ENTRY,
  capturing,
  namingCases,
  unknownNames,
  withoutStub,
} from '../__testUtils__/namingCases';
import { onOneNetwork } from '../__testUtils__/pathCases';
import { namingLeg } from './naming';

describeFindingCases(namingLeg, namingCases);

const anyClient = { client: { cluster: 'east' } };

describe('namingLeg', () => {
  it.each(unknownNames)('is unknown when $when', legCase => {
    const { status, missing } = judgeCase(namingLeg, legCase);
    expect(status).toBe('unknown');
    expect(missing).toEqual([expect.objectContaining({ cluster: 'east' })]);
  });

  it('lets a client of the own cluster pass to which the Service is not exported, and says that its sidecar does not know it', () => {
    const { status, doubts } = judgeCase(namingLeg, {
      states: () =>
        withService(aMeshOfServices(), 'east', 'orders', { exportTo: ['~'] }),
      query: { provider: 'east' },
    });
    expect(status).toBe('satisfied');
    expect(doubts).toEqual([
      'The Service is not exported to the client: its sidecar passes requests on without mutual TLS.',
    ]);
  });

  const crossed = (
    other: Partial<ServicePort>,
    states = aMeshOfServices(),
  ): MeshStates =>
    withService(states, 'west', 'orders', {
      ports: [
        { name: 'web', port: 80, protocol: 'TCP', targetPort: '8080' },
        {
          name: 'http',
          port: 81,
          protocol: 'UDP',
          targetPort: '8080',
          ...other,
        },
      ],
    });

  it('lets a gateway find the port by its number where another port has its name', () => {
    expect(judgeCase(namingLeg, { states: () => crossed({}) })).toMatchObject({
      status: 'satisfied',
      findings: [],
    });
  });

  it('does not know what answers there without a gateway', () => {
    expect(
      judgeCase(namingLeg, {
        states: () => crossed({}, onOneNetwork()),
      }),
    ).toMatchObject({
      status: 'unknown',
      missing: [{ what: 'what answers on port "http" there' }],
    });
  });

  it('finds none by a name whose target is no port of the Pods', () => {
    expect(
      judgeCase(namingLeg, {
        states: () => crossed({ targetPort: 'none' }),
      }).findings.map(({ code }) => code),
    ).toEqual(['MF5003']);
  });

  it('finds no port of UDP behind a gateway', () => {
    const [finding] = judgeCase(namingLeg, {
      states: () =>
        withService(aMeshOfServices(), 'west', 'orders', {
          ports: [
            { name: 'http', port: 80, protocol: 'UDP', targetPort: '8080' },
          ],
        }),
    }).findings;
    expect(finding).toMatchObject({ code: 'MF5005' });
    expect(finding?.remedy).toBeUndefined();
  });

  it('brings a Service for the client cluster with the very ports, and its namespace', () => {
    const states = withState(
      withoutStub(
        withService(aMeshOfServices(), 'west', 'orders', {
          ports: [
            { name: 'http', port: 80, protocol: 'TCP', targetPort: '8080' },
            { name: 'grpc', port: 90, protocol: 'TCP', appProtocol: 'grpc' },
          ],
        }),
      ),
      'east',
      { namespaces: observed([], OBSERVED_AT) },
    );
    const [found] = judgeCase(namingLeg, { states: () => states }).findings;
    expect(found?.remedy?.cluster).toBe('east');
    expect(objectsMadeBy(found?.remedy)).toEqual([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'orders', namespace: 'shop' },
        spec: {
          type: 'ClusterIP',
          ports: [
            { name: 'http', port: 80, protocol: 'TCP' },
            { name: 'grpc', port: 90, protocol: 'TCP', appProtocol: 'grpc' },
          ],
        },
      },
    ]);
  });

  it('says in which namespace a Service of the name is', () => {
    const states = withService(aMeshOfServices(), 'west', 'orders', {
      namespace: 'store',
    });
    const [found] = judgeCase(namingLeg, { states: () => states }).findings;
    expect(found).toMatchObject({
      code: 'MF5002',
      message: expect.stringContaining('in namespace store'),
    });
  });

  it('makes the missing Service of the provider with a selector', () => {
    const states = withService(aMeshOfServices(), 'west', 'orders', undefined);
    const [found] = judgeCase(namingLeg, { states: () => states }).findings;
    expect(found?.remedy?.text).toContain('selector:\n    app: orders');
  });

  it('makes it a condition when only some clients capture DNS', () => {
    const states = withMorePods(capturing(withoutStub()), 'east', [
      aPod('client', 'east', { name: 'client-2' }),
    ]);
    const { status, conditions } = judgeCase(namingLeg, {
      states: () => states,
    });
    expect(status).toBe('satisfied');
    expect(conditions).toEqual([
      expect.objectContaining({
        on: 'client',
        text: expect.stringContaining('1 of 2'),
      }),
    ]);
  });

  it('does not care for a ServiceEntry where the cluster has the Service', () => {
    const states = withConfiguration(aMeshOfServices(), 'east', {
      serviceEntries: [ENTRY],
    });
    expect(judgeCase(namingLeg, { states: () => states }).status).toBe(
      'satisfied',
    );
  });

  it.each([
    ['some', ['shop'], 'satisfied', 1],
    ['none', ['vault'], 'violated', 0],
    ['all', ['shop', 'data'], 'satisfied', 0],
  ] as const)(
    'judges any client of the cluster when %s may see the Service',
    (_, exportTo, status, conditions) => {
      const states = withMorePods(
        withService(aMeshOfServices(), 'east', 'orders', { exportTo }),
        'east',
        [aPod('client', 'east', { namespace: 'data' })],
      );
      const result = judgeCase(namingLeg, {
        states: () => states,
        query: anyClient,
      });
      expect(result.status).toBe(status);
      expect(result.conditions).toHaveLength(conditions);
    },
  );

  it('takes the mesh config of the client cluster where the Service says nothing', () => {
    const states = withSettings(aMeshOfServices(), 'east', {
      defaultServiceExportTo: ['~'],
    });
    const { findings } = judgeCase(namingLeg, { states: () => states });
    expect(findings).toMatchObject([
      {
        code: 'MF5006',
        evidence: [
          {
            cluster: 'east',
            object: { kind: 'ConfigMap', name: 'istio' },
            value: '~',
          },
        ],
        remedy: {
          text: 'kubectl annotate service orders --namespace shop networking.istio.io/exportTo=shop',
        },
      },
    ]);
  });

  it('adds to the list that was read, and to no other', () => {
    const states = withService(aMeshOfServices(), 'east', 'orders', {
      exportTo: ['vault'],
    });
    const [found] = judgeCase(namingLeg, { states: () => states }).findings;
    const path = '/metadata/annotations/networking.istio.io~1exportTo';
    expect(found?.remedy?.text).toContain(
      JSON.stringify([
        { op: 'test', path, value: 'vault' },
        { op: 'replace', path, value: 'vault,shop' },
      ]),
    );
  });

  it('does not let a request out of the own cluster that only registered names may leave', () => {
    const states = withSettings(
      withService(aMeshOfServices(), 'east', 'orders', { exportTo: ['vault'] }),
      'east',
      { outboundTrafficPolicy: 'REGISTRY_ONLY' },
    );
    expect(
      judgeCase(namingLeg, {
        states: () => states,
        query: { provider: 'east' },
      }).findings,
    ).toMatchObject([{ code: 'MF5006' }]);
  });

  it.each([
    [
      'MF5003',
      'east',
      'web',
      [
        { op: 'test', path: '/spec/ports/0/port', value: 80 },
        { op: 'test', path: '/spec/ports/0/name', value: 'http' },
        { op: 'add', path: '/spec/ports/0/name', value: 'web' },
      ],
      { name: 'web', port: 80 },
    ],
    [
      'MF5005',
      'west',
      'http',
      [
        { op: 'test', path: '/spec/ports/0/port', value: 8080 },
        { op: 'test', path: '/spec/ports/0/name', value: 'http' },
        { op: 'add', path: '/spec/ports/0/name', value: 'http-8080' },
        {
          op: 'add',
          path: '/spec/ports/-',
          value: { name: 'http', port: 80, protocol: 'TCP', targetPort: 9090 },
        },
      ],
      { name: 'http', port: 8080, targetPort: '9090' },
    ],
  ] as const)(
    'patches the very port for %s',
    (code, cluster, _name, patch, port) => {
      const states = withService(aMeshOfServices(), 'west', 'orders', {
        ports: [{ protocol: 'TCP', ...port }],
      });
      const [found] = judgeCase(namingLeg, { states: () => states }).findings;
      expect(found).toMatchObject({
        code,
        object: { kind: 'Service', namespace: 'shop', name: 'orders' },
        remedy: {
          cluster,
          text: `kubectl patch service orders --namespace shop --type=json --patch '${JSON.stringify(
            patch,
          )}'`,
        },
      });
    },
  );

  it('needs no equal number on one network', () => {
    const states = withService(onOneNetwork(), 'west', 'orders', {
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    });
    const { status, doubts } = judgeCase(namingLeg, { states: () => states });
    expect(status).toBe('satisfied');
    expect(doubts).toEqual([expect.stringContaining('without a gateway')]);
  });

  it('knows that istiod may leave headless Services of other clusters out', () => {
    const states = withControlPlane(
      capturing(
        withService(
          withService(onOneNetwork(), 'east', 'orders', { headless: true }),
          'west',
          'orders',
          { headless: true },
        ),
      ),
      'east',
      plane => ({
        ...plane,
        features: { ENABLE_MULTICLUSTER_HEADLESS: 'false' },
      }),
    );
    expect(
      judgeCase(namingLeg, { states: () => states }).findings,
    ).toMatchObject([{ code: 'MF5008' }]);
  });

  it('asks for no namespace object where there is one', () => {
    const states = withState(withoutStub(), 'east', {
      namespaces: observed([aNamespace('shop')], OBSERVED_AT),
    });
    const [found] = judgeCase(namingLeg, { states: () => states }).findings;
    expect(objectsMadeBy(found?.remedy)).toHaveLength(1);
  });
});
