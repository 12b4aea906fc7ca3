import { observed, type PlannedStep } from '../../model';
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
  intent: 'i',
  request: { kind: 'join' },
  steps: [renewal('2026-01-01T00:00:00.000Z')],
} as const;

describe('planDigest', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    expect(
      planDigest({
        federation: 'demo',
        intent: 'i',
        request: { kind: 'join' },
        steps: [],
      }),
    ).toBe('7c31915d7e8a6aee0f980f1f7f745afd3d7b80237ce0a9d53e9be3bcd50c3fd9');
  });

  it('does not depend on the order of keys nor on when the world was observed', () => {
    expect(
      planDigest({
        steps: [renewal('2026-02-02T00:00:00.000Z')],
        request: { kind: 'join' },
        intent: 'i',
        federation: 'demo',
      }),
    ).toBe(planDigest(plan));
  });

  it.each([
    ['the federation', { ...plan, federation: 'other' }],
    ['the intent', { ...plan, intent: 'other' }],
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
