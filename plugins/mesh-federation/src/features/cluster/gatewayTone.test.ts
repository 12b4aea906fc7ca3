import { gatewayTone } from './gatewayTone';

describe('gatewayTone', () => {
  it.each([
    ['a working gateway', false, true, 'success'],
    ['a gateway without an address', false, false, 'warning'],
    ['a gateway of a cluster that does not answer', true, true, 'unknown'],
  ])('paints %s', (_case, stale, programmed, tone) => {
    expect(gatewayTone({ stale }, { programmed })).toBe(tone);
  });
});
