import { faultyTexts } from '@mesh-federation/fixtures';
import type { RunError } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { LeaseLostError } from '../../database/LeaseLostError';
import type { StepFailedError } from './StepFailedError';
import * as runErrors from './runErrors';

const object = { apiVersion: 'v1', kind: 'Secret', name: 'x', namespace: 'y' };
const place = { cluster: 'east', object };
const REASONS = ['no answer', 'The webhook said no.', '2 Pods are gone'];

function error(failed: StepFailedError): RunError {
  return failed.runError;
}

/** For every way in which a run ends: what people read, with 0, 1 and 2 of what it tells of. */
const ERRORS: Readonly<
  Record<
    Exclude<keyof typeof runErrors, 'nameManagers'>,
    (count: number) => readonly RunError[]
  >
> = {
  callFailed: count => [
    ...[
      {
        conflict: 'field-manager' as const,
        conflictingManagers: ['helm', 'argocd'].slice(0, count),
      },
      { conflict: 'resource-version' as const },
      {},
    ].map(refused =>
      error(
        runErrors.callFailed(
          { reason: { kind: 'error', message: REASONS[count] }, ...refused },
          place,
        ),
      ),
    ),
    error(
      runErrors.callFailed(
        {
          reason: {
            kind: 'forbidden',
            message: 'no',
            verb: 'patch',
            resource: 'secrets',
          },
        },
        place,
      ),
    ),
  ],
  worldMoved: () => [
    error(runErrors.worldMoved({ ...place, what: 'was changed' })),
  ],
  gateTimedOut: count => [
    error(
      runErrors.gateTimedOut({
        cluster: 'east',
        seconds: count,
        reason: REASONS[count],
      }),
    ),
  ],
  neverReady: count => [
    error(runErrors.neverReady({ cluster: 'east', reason: REASONS[count] })),
  ],
  stepFailed: count => [
    error(runErrors.stepFailed({ ...place, message: `x: ${REASONS[count]}` })),
  ],
  unforeseen: count => [
    runErrors.unforeseen([undefined, new Error('a secret'), 'x'][count], 'a'),
  ],
  staleDigest: () => [runErrors.staleDigest('plan p of run r is gone')],
  staleIntent: () => [runErrors.staleIntent('members have changed')],
  givenUp: count => [runErrors.givenUp('run-1', count)],
};

describe('the errors that end a run', () => {
  it.each(Object.entries(ERRORS))(
    'are good English by %s with 0, 1 and 2',
    (_, made) => {
      const errors = [0, 1, 2].flatMap(made);

      expect(faultyTexts(errors.map(({ message }) => message))).toEqual([]);
      expect(
        faultyTexts(
          errors.map(({ fix }) => fix),
          { sentence: true },
        ),
      ).toEqual([]);
      expect(errors.filter(({ message }) => /\.$/.test(message))).toEqual([]);
    },
  );

  it('say nothing of what nobody foresaw', () => {
    expect(JSON.stringify(ERRORS.unforeseen(1))).not.toContain('a secret');
  });

  it('name a lost lease in good English', () => {
    expect(faultyTexts([new LeaseLostError('run-1').message])).toEqual([]);
  });
});
