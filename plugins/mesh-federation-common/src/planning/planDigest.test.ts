import { observed, type PlannedStep } from '../model';
import { aRemoteSecret } from '@mesh-federation/fixtures';
import { planDigest } from './planDigest';

function renewal(checkedAt: string, server = 'https://west'): PlannedStep {
  return {
    title: 'Renew',
    objects: [],
    step: {
      type: 'remote-secret',
      id: 'remote-secret:east:west',
      cluster: 'east',
      dependsOn: [],
      peer: 'west',
      clusterId: 'west',
      server,
      caPem: '',
      federations: ['demo'],
      before: aRemoteSecret('west', {
        token: observed('rejected', checkedAt),
      }),
    },
  };
}

const plan = {
  federation: 'demo',
  request: { kind: 'join' },
  steps: [renewal('2026-01-01T00:00:00.000Z')],
} as const;

describe('planDigest', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    expect(
      planDigest({ federation: 'demo', request: { kind: 'join' }, steps: [] }),
    ).toBe('5a1175c9da518fd21e9f3e6d7ca4bcc8bb5933d3adcab9f48fdd0998e2dbebcb');
  });

  it('does not depend on the order of keys nor on when the world was observed', () => {
    expect(
      planDigest({
        steps: [renewal('2026-02-02T00:00:00.000Z')],
        request: { kind: 'join' },
        federation: 'demo',
      }),
    ).toBe(planDigest(plan));
  });

  it.each([
    ['the federation', { ...plan, federation: 'other' }],
    [
      'the request',
      { ...plan, request: { kind: 'join', restartWorkloads: true } as const },
    ],
    [
      'a step',
      { ...plan, steps: [renewal('2026-01-01T00:00:00.000Z', 'https://x')] },
    ],
    ['the steps', { ...plan, steps: [] }],
  ])('changes with %s', (_, other) => {
    expect(planDigest(other)).not.toBe(planDigest(plan));
  });
});
