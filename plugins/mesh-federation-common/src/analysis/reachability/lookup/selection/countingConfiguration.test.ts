import {
  FORBIDDEN,
  OBSERVED_AT,
  aMeshOfServices,
  withConfiguration,
  withSettings,
  withUnknown,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { unknown } from '../../../../model';
import { aDestinationRule } from '../../legs/__testUtils__/policyCases';
import { indexCluster } from '../indexCluster';

const mesh = aMeshOfServices;
const SELECTED = {
  discoverySelectors: [
    { matchLabels: { discover: 'yes' }, matchExpressions: [] },
  ],
};

function withRules(
  states: MeshStates,
  ...rules: readonly {
    readonly namespace?: string;
    readonly revision?: string;
  }[]
): MeshStates {
  return withConfiguration(states, 'east', {
    destinationRules: rules.map(rule => aDestinationRule(undefined, rule)),
  });
}

function rulesOf([state]: MeshStates) {
  return indexCluster(state!).destinationRules('orders.shop.svc.cluster.local');
}

describe('countingConfiguration', () => {
  it.each([
    [undefined, 1],
    ['default', 1],
    ['canary', 0],
    ['', 0],
  ])('an object of revision %p counts %p times', (revision, count) => {
    const rules = rulesOf(
      withRules(mesh(), revision === undefined ? {} : { revision }),
    );
    expect(rules).toMatchObject({ status: 'observed' });
    expect(rules.status === 'observed' && rules.value).toHaveLength(count);
  });

  it('leaves out what lies in a namespace that istiod does not look at', () => {
    expect(
      rulesOf(withRules(withSettings(mesh(), 'east', SELECTED), {})),
    ).toEqual({ status: 'observed', value: [], at: OBSERVED_AT });
  });

  it('does not know it without the labels of the namespaces, except of none', () => {
    const states = withUnknown(
      withRules(withSettings(mesh(), 'east', SELECTED), {}),
      'east',
      'namespaces',
    );
    expect(rulesOf(states)).toEqual(unknown(FORBIDDEN, OBSERVED_AT));
    expect(rulesOf(withRules(states))).toMatchObject({ value: [] });
  });

  it('keeps a state in which everything counts', () => {
    const [state] = withRules(mesh(), {});
    expect(indexCluster(state!).state).toBe(state);
  });
});
