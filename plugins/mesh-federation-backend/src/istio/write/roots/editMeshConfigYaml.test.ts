import { ROOT_FIXTURES, aCertificate } from '@mesh-federation/fixtures';
import { parseYaml } from '../../text/parseYaml';
import { editMeshConfigYaml } from './editMeshConfigYaml';

const { south } = ROOT_FIXTURES;
const literal = (pem: string) => pem.trim().split('\n').join('\n      ');

const YAML = `# kept by the platform team
trustDomain: cluster.local
# How YAML 1.1 and 1.2 take these differs.
modes: [ 0777, 012, 0o17, 1_000, 0x1F ]
large: 123456789012345678901234567890
exact: 1.10
answer: yes # no
off: n
nothing: ~
empty:
day: 2026-11-22
time: 12:30:45
tagged: !!str 5
quoted: "0777"
single: 'it''s'
base: &base
  a: 012
merged:
  <<: *base
caCertificates:
  # an old friend
  - pem: |
      ${literal(south.pem)}
`;

const edit = (yaml: string, roots: readonly string[], remove: string[] = []) =>
  editMeshConfigYaml({
    yaml,
    roots: roots.map(name => aCertificate(name)),
    remove: remove.map(name => aCertificate(name).fingerprint),
  });

describe('editMeshConfigYaml', () => {
  it('keeps every byte that it has no business with', () => {
    const edited = edit(YAML, ['south', 'west']);

    expect(edited.startsWith(YAML)).toBe(true);
    expect(parseYaml(edited)).toEqual({
      ...(parseYaml(YAML) as object),
      caCertificates: [{ pem: south.pem }, { pem: ROOT_FIXTURES.west.pem }],
      defaultConfig: { proxyMetadata: { PROXY_CONFIG_XDS_AGENT: 'true' } },
    });
  });

  it('gives back the same text when what was added is removed again', () => {
    const edited = edit(YAML, ['south', 'west']);

    expect(edit(edited, [], ['west']).startsWith(YAML)).toBe(true);
  });

  it('takes the list away with its last entry', () => {
    expect(parseYaml(edit(YAML, [], ['south']))).not.toHaveProperty(
      'caCertificates',
    );
  });

  it.each([
    ['that is no map', '- a'],
    ['that is not YAML', 'a: ['],
    ['with a key twice', 'a: 1\na: 2'],
  ])('refuses a text %s', (_, yaml) => {
    expect(() => edit(yaml, ['west'])).toThrow('The mesh config is not');
  });
});
