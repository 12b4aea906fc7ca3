import { aFederation } from '@mesh-federation/fixtures';
import { anAffected } from '../../../__testUtils__/anAffected';
import { affectedByPlan, lostServices } from './affectedByPlan';

const federation = aFederation(['east', 'west']);
const { workloads, services } = anAffected();

describe('affectedByPlan', () => {
  it('says that a join without restarts cuts off', () => {
    expect(
      affectedByPlan(
        { federation, request: { kind: 'join', restartWorkloads: false } },
        anAffected(),
      ),
    ).toEqual({ kind: 'cut-off', workloads });
  });

  it('says that a join with restarts restarts', () => {
    expect(
      affectedByPlan(
        { federation, request: { kind: 'join', restartWorkloads: true } },
        anAffected(),
      ),
    ).toEqual({ kind: 'restarted', workloads });
  });

  it('says which Services are lost when all leave', () => {
    expect(
      affectedByPlan({ federation, request: { kind: 'leave' } }, anAffected()),
    ).toEqual({ kind: 'lost', services });
  });
});

describe('lostServices', () => {
  const runsIn = (...clusters: string[]) => [{ ...services[0], clusters }];

  it.each([
    [['east'], ['west'], true],
    [['west'], ['west'], true],
    [['east', 'west'], ['west'], false],
    [['east', 'west'], ['east', 'west'], true],
    [['east'], [], false],
  ])('of what runs in %j, when %j leave: %s', (clusters, leaving, lost) => {
    expect(lostServices(runsIn(...clusters), leaving)).toHaveLength(
      lost ? 1 : 0,
    );
  });
});
