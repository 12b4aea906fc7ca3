import { ROOT_FIXTURES } from '@mesh-federation/fixtures';
import { fingerprintsOf } from './fingerprintsOf';
import { MAX_PEM_BLOCKS, MAX_PEM_LENGTH, scanPem } from './scanPem';

const EAST = ROOT_FIXTURES.east.pem;
const WEST = ROOT_FIXTURES.west.pem;
const KEY = '-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n';
const BEGIN = '-----BEGIN CERTIFICATE-----\n';
const END = '-----END CERTIFICATE-----\n';

describe('scanPem', () => {
  it('finds certificates with other text around them, and where they stand', () => {
    const text = `# one\r\n${EAST.replaceAll('\n', ' \t\r\n')}between\n${WEST}`;

    const { certificates, faults } = scanPem(text);

    expect(faults).toEqual([]);
    expect(fingerprintsOf(text)).toEqual([
      ...fingerprintsOf(EAST),
      ...fingerprintsOf(WEST),
    ]);
    expect(
      certificates.map(({ start, end }) => text.slice(start, end)),
    ).toEqual([EAST.replaceAll('\n', ' \t\r\n'), WEST]);
  });

  // Compared with Go 1.26 encoding/pem on thousands of texts made of such parts.
  it.each([
    ['a key', KEY, 'other-block'],
    [
      'a certificate of another label',
      KEY.replaceAll('PRIVATE KEY', 'X509 CERTIFICATE'),
      'other-block',
    ],
    ['an indented block', EAST.replaceAll(/^(?=.)/gm, '  '), 'broken'],
    ['a block without an end', `${BEGIN}QUJD\n`, 'broken'],
    ['an end without a block', END, 'broken'],
    ['a mark inside of a line', `say ${BEGIN}QUJD\n${END}`, 'broken'],
    ['broken base64', `${BEGIN}QU*JD\n${END}`, 'broken'],
    ['base64 of the wrong length', `${BEGIN}QUJ\n${END}`, 'broken'],
    ['base64 after its end', `${BEGIN}QQ==QUJD\n${END}`, 'broken'],
    ['headers', `${BEGIN}Proc-Type: 4,ENCRYPTED\n\nQUJD\n${END}`, 'broken'],
    ['another label at the end', `${BEGIN}QUJD\n-----END X-----\n`, 'broken'],
    ['an empty block', BEGIN + END, 'broken'],
  ])('passes over %s, and says so', (_, part, fault) => {
    for (const text of [
      EAST + part + WEST,
      part + EAST + WEST,
      EAST + WEST + part,
    ]) {
      const { faults } = scanPem(text);

      expect(faults).toContain(fault);
      expect(fingerprintsOf(text)).toEqual(fingerprintsOf(EAST + WEST));
    }
  });

  it.each([
    ['is too long', EAST + ' '.repeat(MAX_PEM_LENGTH), 'too-long'],
    ['has too many blocks', EAST.repeat(MAX_PEM_BLOCKS + 1), 'too-many-blocks'],
  ])('reads nothing of a text that %s', (_, text, fault) => {
    expect(scanPem(text)).toMatchObject({ certificates: [], faults: [fault] });
  });
});
