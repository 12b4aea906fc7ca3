import {
  aMeshOfServices,
  withConfiguration,
  withControlPlane,
  withService,
  type MeshStates,
} from '@mesh-federation/fixtures';
import type { VirtualService } from '../../../../../model';
import { judgeCase } from '../../__testUtils__/judgeCase';
import { aVirtualService } from '../../__testUtils__/trafficCases';
import { trafficLeg } from '../traffic';

const ELSEWHERE = [{ host: 'other.shop.svc.cluster.local', port: 80 }];

const judge = (
  appProtocol: string,
  tcp: VirtualService['tcp'],
  change: (states: MeshStates) => MeshStates = states => states,
  kind = 'VirtualService',
) => {
  const service = aVirtualService([], { tcp });
  return judgeCase(trafficLeg, {
    states: () =>
      change(
        withConfiguration(
          withService(aMeshOfServices(), 'east', 'orders', {
            ports: [
              {
                name: 'http',
                port: 80,
                protocol: 'TCP',
                targetPort: '8080',
                appProtocol,
              },
            ],
          }),
          'east',
          {
            virtualServices: [
              { ...service, object: { ...service.object, kind } },
            ],
          },
        ),
      ),
  });
};

const codesOf = ({ findings }: ReturnType<typeof judge>) =>
  findings.map(({ code }) => code);

describe('routes of connections', () => {
  it.each([
    ['a TCP route on a TCP port', 'tcp', { route: ELSEWHERE }, ['MF6117']],
    ['a TCP route on a TLS port', 'tls', { route: ELSEWHERE }, []],
    ['a TCP route on an HTTP port', 'http', { route: ELSEWHERE }, []],
    [
      'a TLS route on a TCP port',
      'tcp',
      { tls: true, route: ELSEWHERE } as const,
      [],
    ],
    [
      'a TLS route on a TLS port',
      'tls',
      { tls: true, route: ELSEWHERE } as const,
      ['MF6117'],
    ],
    [
      'a TCP route for another port',
      'tcp',
      { match: [{ port: 81, request: [] }], route: ELSEWHERE },
      [],
    ],
  ])('%s counts or not', (_, protocol, route, expected) => {
    expect(codesOf(judge(protocol, [route]))).toEqual(expected);
  });

  it('lets connections that no TCP route takes go to the Service', () => {
    const { status, conditions } = judge('tcp', [
      {
        match: [
          {
            request: [
              { field: 'destinationSubnets', values: ['10.96.0.0/16'] },
            ],
          },
        ],
        route: ELSEWHERE,
      },
    ]);
    expect(status).toBe('satisfied');
    expect(conditions.map(({ finding }) => finding.code)).toEqual(['MF6117']);
  });

  it('names the rule of a route of the Gateway API', () => {
    const { findings } = judge(
      'tcp',
      [{ field: 'spec.rules[0]', route: ELSEWHERE }],
      states => states,
      'TCPRoute',
    );
    expect(findings[0]!.message).toContain('spec.rules[0]');
  });

  it('does not know whether an older istiod looks at a TCPRoute', () => {
    const older = (states: MeshStates) =>
      withControlPlane(states, 'east', plane => ({
        ...plane,
        version: '1.30.2',
      }));
    const { status, missing } = judge(
      'tcp',
      [{ route: ELSEWHERE }],
      older,
      'TCPRoute',
    );
    expect(status).toBe('unknown');
    expect(missing[0]!.reason).toContain('PILOT_ENABLE_ALPHA_GATEWAY_API');
    expect(codesOf(judge('tcp', [{ route: ELSEWHERE }], older))).toEqual([
      'MF6117',
    ]);
  });
});
