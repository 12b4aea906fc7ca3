import { withTrustDomains } from './withTrustDomains';

const SERVER = { name: 'td1', aliases: ['td2'] };

describe('withTrustDomains', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'its own trust domain stands for the aliases too',
      'td1/ns/shop/sa/client',
      ['td1/ns/shop/sa/client', 'td2/ns/shop/sa/client'],
    ],
    [
      'cluster.local points to its own',
      'cluster.local/ns/shop/sa/client',
      ['td1/ns/shop/sa/client', 'td2/ns/shop/sa/client'],
    ],
    [
      'another trust domain stays',
      'td9/ns/shop/sa/client',
      ['td9/ns/shop/sa/client'],
    ],
    ['any trust domain stays', '*/ns/shop/sa/client', ['*/ns/shop/sa/client']],
    ['what is no identity stays', 'td1/*', ['td1/*']],
    [
      'a pattern that covers all stays for those',
      'td*/ns/shop/sa/client',
      ['td1/ns/shop/sa/client', 'td2/ns/shop/sa/client'],
    ],
  ])('%s', (_, principal, expected) => {
    expect(withTrustDomains(principal, SERVER)).toEqual(expected);
  });
});
