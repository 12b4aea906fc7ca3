import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';
import { assertNever } from '../../../../model/basics/assertNever';

/** MF2001, MF2002, MF2003: trust of related clusters that does not hold as a whole. */
export const pairTrust: Rule = ({ trust, related, federationOf }) =>
  trust
    .filter(({ from, to }) => related(from, to))
    .flatMap(({ from, to, verdict, reason, evidence }) => {
      const options = {
        cluster: from,
        peer: to,
        message: reason,
        params: { federation: federationOf(from, to) },
        evidence,
      };
      switch (verdict) {
        case 'broken':
          return [finding('MF2001', options)];
        case 'one-way':
          return [finding('MF2002', options)];
        case 'verified-by-overlap':
          return [finding('MF2003', options)];
        case 'verified':
        case 'unknown':
          return [];
        default:
          return assertNever(verdict);
      }
    });
