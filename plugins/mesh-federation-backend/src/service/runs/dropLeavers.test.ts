import {
  optional,
  type Federation,
  type Plan,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { dropLeavers } from './dropLeavers';

const NOW = new Date('2026-06-01T00:00:00.000Z');
const FOUR = ['east', 'north', 'south', 'west'];

function aFederation(members: readonly string[]): Federation {
  return {
    name: 'demo',
    members,
    reader: 'with-secrets',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    updatedBy: 'user:default/ann',
  };
}

function aPlan(request: PlanRequest): Plan {
  return {
    id: 'p1',
    federation: aFederation(FOUR),
    request,
    status: 'ready',
    createdAt: NOW.toISOString(),
    createdBy: 'user:default/ann',
    basedOn: [],
    steps: [],
    findings: [],
    intent: '',
    digest: '',
  };
}

/** Drops the leavers of a plan from the federation as it is by now; absent when it is gone. */
async function drop(request: PlanRequest, current?: readonly string[]) {
  let stored = current && aFederation(current);
  const putFederation = jest.fn(async (federation: Federation) => {
    stored = federation;
  });
  const options = {
    plan: aPlan(request),
    federations: { getFederation: async () => stored, putFederation },
    now: () => NOW,
  };
  await dropLeavers(options);
  // A worker that takes the run up again does it once more.
  await dropLeavers(options);
  return { stored, puts: putFederation.mock.calls.length };
}

describe('dropLeavers', () => {
  it('leaves the members as they are after a join', async () => {
    expect(await drop({ kind: 'join' }, FOUR)).toEqual({
      stored: aFederation(FOUR),
      puts: 0,
    });
  });

  it.each([
    ['of all takes all members out', undefined, FOUR, []],
    ['of one takes one out', ['north'], FOUR, ['east', 'south', 'west']],
    ['that would leave one alone takes all out', FOUR.slice(1), FOUR, []],
    [
      'keeps a member that came later',
      undefined,
      [...FOUR, 'young'],
      ['young'],
    ],
  ] as const)('a leave %s, once', async (_, clusters, current, members) => {
    expect(
      await drop({ kind: 'leave', ...optional({ clusters }) }, current),
    ).toEqual({
      stored: {
        ...aFederation(members),
        version: 2,
        updatedAt: NOW.toISOString(),
      },
      puts: 1,
    });
  });

  it('does not bring a federation back that is gone', async () => {
    expect(await drop({ kind: 'leave' })).toEqual({
      stored: undefined,
      puts: 0,
    });
  });
});
