import { aBlockingFinding, aFinding } from '../../__testUtils__/aFinding';
import { groupFindings } from './groupFindings';

describe('groupFindings', () => {
  it('puts those of one code together, in the order of the first of each', () => {
    const one = { ...aFinding(), cluster: 'east' };
    const other = aBlockingFinding();
    const two = { ...aFinding(), cluster: 'west' };

    expect(groupFindings([one, other, two])).toEqual([[one, two], [other]]);
  });

  it('keeps what stops a plan apart from what does not', () => {
    const finding = aFinding();

    expect(
      groupFindings([finding, { ...finding, blocking: !finding.blocking }]),
    ).toHaveLength(2);
  });
});
