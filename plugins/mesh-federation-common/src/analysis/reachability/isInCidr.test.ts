import { isInCidr } from './isInCidr';

describe('isInCidr', () => {
  it.each([
    ['10.1.2.3', '10.0.0.0/8', true],
    ['11.1.2.3', '10.0.0.0/8', false],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['10.1.2.129', '10.1.2.0/25', false],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['fd00::1', 'fd00::/8', true],
    ['fe80::1', 'fd00::/8', false],
    ['2001:db8:0:1::5', '2001:db8:0:1::/64', true],
    ['2001:db8:0:2::5', '2001:db8:0:1::/64', false],
    ['10.1.2.3', 'fd00::/8', false],
    ['east.example.com', '10.0.0.0/8', false],
    ['10.1.2.3', '10.0.0.0/33', false],
    ['10.1.2.3', 'nonsense', false],
    ['1::2::3', '::/0', false],
    ['10.1.2.300', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, cidr, expected) => {
    expect(isInCidr(address, cidr)).toBe(expected);
  });
});
