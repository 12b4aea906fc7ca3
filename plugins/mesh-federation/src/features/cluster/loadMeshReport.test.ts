import { aMockApi } from '../../__testUtils__/aMockApi';
import { aTrustReport } from '../../__testUtils__/aTrustReport';
import { loadMeshReport } from './loadMeshReport';

describe('loadMeshReport', () => {
  it('puts the pages of trust together', async () => {
    const whole = aTrustReport(['east', 'north', 'west']);
    const getTrust = jest.fn(async ({ cursor = '0' } = {}) => {
      const begin = Number(cursor);
      const end = begin + 4;
      return {
        clusters: whole.clusters,
        trust: whole.trust.slice(begin, end),
        discovery: whole.discovery.slice(begin, end),
        ...(end < whole.trust.length ? { nextCursor: String(end) } : {}),
      };
    });

    const { report } = await loadMeshReport(aMockApi({ getTrust }));

    expect(report).toEqual(whole);
    expect(getTrust).toHaveBeenCalledTimes(2);
  });
});
