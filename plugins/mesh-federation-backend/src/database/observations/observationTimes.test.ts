import { aJoinedMesh, aMeshOfServices } from '@mesh-federation/fixtures';
import { withoutTimes, withTimes } from './observationTimes';

const STATES = [...aJoinedMesh(['a', 'b', 'c']), ...aMeshOfServices()];
const LATER = '2027-01-01T00:00:00.000Z';

describe('the times of an observation', () => {
  it('are all taken out, those within the sections as well', () => {
    for (const state of STATES) {
      expect(JSON.stringify(withoutTimes(state))).not.toContain(
        `"at":"${state.at}"`,
      );
    }
  });

  it('are put back where they were', () => {
    for (const state of STATES) {
      expect(withTimes(withoutTimes(state), state.at)).toEqual(state);
    }
  });

  it('leave what is large the same object', () => {
    for (const state of STATES) {
      const stored = withoutTimes(state);
      const later = withTimes(stored, LATER);

      expect(later.services).toMatchObject({ at: LATER });
      expect(Reflect.get(later.services, 'value')).toBe(
        Reflect.get(stored.services, 'value'),
      );
    }
  });
});
