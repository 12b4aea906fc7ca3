import { observed } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isRevoked } from './isRevoked';

const AT = '2026-06-01T12:00:00.000Z';
const BEFORE = '2026-06-01T11:00:00.000Z';
const LATER = '2026-07-01T12:00:00.000Z';

describe('isRevoked', () => {
  it.each([
    [true, 'rejected', LATER],
    [false, 'rejected', BEFORE],
    [false, 'accepted', LATER],
  ] as const)(
    'is %s of a token that is %s and ends at %s',
    (is, value, end) => {
      expect(
        isRevoked({ token: observed(value, AT), tokenExpiresAt: end }),
      ).toBe(is);
    },
  );
});
