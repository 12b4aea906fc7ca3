import { judgeCase } from '../__testUtils__/judgeCase';
import {
  AS_GUEST,
  aRoute,
  aSidecar,
  aVirtualService,
  withEntry,
  withGuest,
} from '../__testUtils__/trafficCases';
import {
  withConfiguration,
  withControlPlane,
  withPods,
  withService,
  withSettings,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { ServiceEntry, Sidecar } from '../../../../model';
import { optional } from '../../../../model/basics/optional';
import type { LegCase } from '../__testUtils__/FindingCases';
import { policyLeg } from '../policy/policy';
import { trafficLeg } from './traffic';

const LOCALLY = { ...AS_GUEST, provider: 'east' };
const HOST = 'orders.shop.svc.cluster.local';

const judge = (states: MeshStates, query: LegCase['query'] = AS_GUEST) =>
  judgeCase(trafficLeg, { states: () => states, query });

const codes = (states: MeshStates, query?: LegCase['query']) =>
  judge(states, query).findings.map(({ code }) => code);

const PASSING: Partial<ServiceEntry> = {
  endpoints: [],
  resolution: 'DNS',
  location: 'MESH_EXTERNAL',
};

describe("trafficLeg and ServiceEntries of the client's namespace", () => {
  it.each<[string, Partial<ServiceEntry>]>([
    ['with addresses', {}],
    ['for its own namespace alone', { exportTo: ['.'] }],
    ['for its own namespace by name', { exportTo: ['other'] }],
    ['without endpoints', { endpoints: [] }],
    [
      'that selects workloads',
      { endpoints: [], workloadSelector: { app: 'vm' } },
    ],
    ['that lets requests pass', PASSING],
  ])('sends no request to another cluster for one %s', (_, entry) => {
    expect(codes(withGuest(entry))).toEqual(['MF6128']);
  });

  it.each<[string, MeshStates]>([
    ['is for another namespace', withGuest({ exportTo: ['shop'] })],
    [
      'is for nobody else by the mesh config',
      withSettings(withGuest(), 'east', {
        defaultServiceExportTo: ['~', 'shop'],
      }),
    ],
    [
      'is for a host with a wildcard',
      withGuest({ hosts: ['*.shop.svc.cluster.local'] }),
    ],
    ['is left out by a Sidecar', withSidecar('shop/*')],
  ])('looks past one that %s', (_, states) => {
    expect(judge(states)).toMatchObject({ status: 'satisfied', findings: [] });
  });

  it('does not count for clients of other namespaces', () => {
    expect(judge(withGuest(), {})).toMatchObject({
      status: 'satisfied',
      conditions: [],
    });
  });

  it('counts for some of all clients', () => {
    expect(judge(withGuest(), { client: { cluster: 'east' } })).toMatchObject({
      status: 'satisfied',
      conditions: [
        { on: 'client', text: expect.stringContaining('Not from other/guest') },
      ],
    });
  });

  it('can be taken out where it has other hosts', () => {
    expect(
      judge(withGuest({ hosts: ['db.example', HOST] })).findings[0]?.remedy,
    ).toMatchObject({ text: expect.stringContaining('/spec/hosts/1') });
    expect(judge(withGuest()).findings[0]?.remedy).toBeUndefined();
  });

  it('is not decided with a Sidecar of several listeners', () => {
    const states = withSidecar('*/*', 81);
    expect(judge(states).status).toBe('unknown');
  });

  it.each<[string, Partial<ServiceEntry>]>([
    ['an address of a Pod there', { endpoints: [{ address: '10.2.0.11' }] }],
    ['a name', { endpoints: [{ address: 'elsewhere.example' }] }],
    ['another network', { endpoints: [{ network: 'west' }] }],
  ])('may lead back by %s', (_, entry) => {
    expect(judge(withGuest(entry))).toMatchObject({
      status: 'unknown',
      missing: [{ what: 'where ServiceEntry other/taking sends requests' }],
    });
  });

  it('may lead back where Pods are not observed', () => {
    expect(judge(withUnknown(withGuest(), 'west', 'pods')).status).toBe(
      'unknown',
    );
  });

  it.each<[string, Partial<ServiceEntry>]>([
    ['that is looked up by the DNS', {}],
    ['without resolution', { resolution: 'NONE' }],
    [
      'without resolution that selects workloads',
      { resolution: 'NONE', workloadSelector: { app: 'vm' } },
    ],
    ['without the port', { resolution: 'STATIC', ports: [] }],
  ])('lets plaintext pass to the own cluster for one %s', (_, entry) => {
    const states = withGuest({ ...PASSING, ...entry });
    expect(judge(states, LOCALLY).status).toBe('satisfied');
    expect(
      judgeCase(policyLeg, { states: () => states, query: LOCALLY }),
    ).toMatchObject({ status: 'satisfied', conditions: [] });
  });

  describe('that calls the port one for TCP', () => {
    const withRaw = (
      entry: Partial<ServiceEntry> = {},
      { capture = false, allocates = true } = {},
    ): MeshStates => {
      const states = withService(
        withGuest({
          ports: [{ name: 'tcp', number: 80, protocol: 'TCP' }],
          ...entry,
        }),
        'east',
        'orders',
        { addresses: ['10.96.0.7'] },
      );
      return withControlPlane(
        withPods(states, 'east', 'guest', pod => ({
          ...pod,
          ...optional({
            proxy: pod.proxy && { ...pod.proxy, dnsCapture: capture },
          }),
        })),
        'east',
        plane => ({
          ...plane,
          features: allocates
            ? plane.features
            : { PILOT_ENABLE_IP_AUTOALLOCATE: 'false' },
        }),
      );
    };

    it.each<[string, Partial<ServiceEntry>]>([
      ['an address of its own', { addresses: ['240.240.0.9'] }],
      ['the address that istiod gives it', { addresses: [] }],
    ])('stands aside with %s', (_, entry) => {
      const states = withRaw(entry);
      expect(judge(states, LOCALLY).status).toBe('satisfied');
      expect(judge(states)).toMatchObject({
        findings: [
          {
            code: 'MF6128',
            message: expect.stringContaining('and stay in east'),
          },
        ],
      });
    });

    it('takes the requests of clients that find that address', () => {
      const states = withRaw({ addresses: [] }, { capture: true });
      for (const query of [AS_GUEST, LOCALLY]) {
        expect(judge(states, query)).toMatchObject({
          findings: [
            {
              code: 'MF6128',
              message: expect.stringContaining('what it names'),
            },
          ],
        });
      }
    });

    it.each<[string, MeshStates]>([
      ['the address of the Service', withRaw({ addresses: ['10.96.0.0/16'] })],
      ['no address', withRaw({ addresses: [] }, { allocates: false })],
    ])('is not decided with %s', (_, states) => {
      expect(judge(states).status).toBe('unknown');
    });
  });

  it.each<[string, MeshStates]>([
    [
      'is a part of the mesh',
      withGuest({ ...PASSING, location: 'MESH_INTERNAL' }),
    ],
    [
      'does not have the port, which may go nowhere,',
      withSettings(withGuest({ ...PASSING, ports: [] }), 'east', {
        outboundTrafficPolicy: 'REGISTRY_ONLY',
      }),
    ],
    [
      'is looked up by name',
      withGuest({ ...PASSING, resolution: 'DYNAMIC_DNS' }),
    ],
    [
      'has routes',
      withConfiguration(withGuest(PASSING), 'east', {
        virtualServices: [aVirtualService([aRoute()])],
      }),
    ],
  ])('is not known to let plaintext pass where it %s', (_, states) => {
    expect(judge(states, LOCALLY).status).toBe('unknown');
  });
});

describe('trafficLeg and ServiceEntries that say which protocol a port has', () => {
  const withProtocol = (
    protocol: string,
    entry: Partial<ServiceEntry> = {},
    service: Parameters<typeof withService>[3] = {},
  ): MeshStates =>
    withService(
      withEntry({
        endpoints: [],
        ports: [{ name: 'http', number: 80, protocol }],
        ...entry,
      }),
      'east',
      'orders',
      { createdAt: '2026-01-01T00:00:00Z', ...service },
    );

  it.each(['TCP', 'tls', 'HTTPS', 'Mongo'])(
    'finds no route for %s, so that requests stay in their cluster',
    protocol => {
      expect(judge(withProtocol(protocol), {})).toMatchObject({
        status: 'violated',
        findings: [
          {
            code: 'MF6128',
            message: expect.stringContaining('and stay in east'),
          },
        ],
      });
      expect(judge(withProtocol(protocol), { provider: 'east' })).toMatchObject(
        { status: 'satisfied' },
      );
    },
  );

  it.each<[string, MeshStates]>([
    ['it is HTTP', withProtocol('HTTP2')],
    ['it is found out', withProtocol('')],
    [
      'the Service is younger',
      withProtocol('TCP', { createdAt: '2025-01-01T00:00:00Z' }),
    ],
    ['it is for others', withProtocol('TCP', { exportTo: ['~'] })],
    [
      'it is exported to some, and the Service to all',
      withProtocol('TCP', { exportTo: ['shop'] }),
    ],
    ['it has another number', withProtocol('TCP', { ports: [] })],
  ])('looks past it where %s', (_, states) => {
    expect(judge(states, {})).toMatchObject({ status: 'satisfied' });
  });

  it('does not know which is younger where the age of the Service is not told', () => {
    const states = withProtocol('TCP', {}, { createdAt: undefined });
    expect(judge(states, {}).status).toBe('unknown');
  });
});

function withSidecar(host: string, port?: number): MeshStates {
  const sidecar: Sidecar = aSidecar([host], { namespace: 'other' });
  const more = port === undefined ? [] : [{ port, hosts: [host] }];
  return withConfiguration(withGuest(), 'east', {
    sidecars: [{ ...sidecar, egress: [...(sidecar.egress ?? []), ...more] }],
  });
}
