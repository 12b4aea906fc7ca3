import verdicts from './__fixtures__/verdictsOfGo.json';
import { readX509 } from './readX509';

interface Verdict {
  readonly what: string;
  readonly der: string;
  /** Go's words, or nothing when it takes the certificate. */
  readonly refused?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
}

const all: readonly Verdict[] = verdicts;
const read = ({ der }: Verdict) => readX509(Buffer.from(der, 'base64'));

// What x509.ParseCertificate of Go 1.26 answered to variations of three certificates.
describe('readX509', () => {
  it.each(all.filter(({ refused }) => refused !== undefined))(
    'refuses, as Go does, $what',
    verdict => {
      expect(() => read(verdict)).toThrow(/^(its?|there|an?|the) /);
    },
  );

  it.each(all.filter(({ refused }) => refused === undefined))(
    'takes, as Go does, $what',
    verdict => {
      const { notBefore, notAfter } = verdict;

      expect(read(verdict)).toMatchObject({ notBefore, notAfter });
    },
  );
});
