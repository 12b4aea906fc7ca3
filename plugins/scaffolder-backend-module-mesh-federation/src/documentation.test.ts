import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { codeBlocks } from '@mesh-federation/fixtures';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { moduleActions } from './__testUtils__/moduleActions';
import {
  templateFaults,
  type TemplateParts,
} from './__testUtils__/templateFaults';

const ROOT = resolve(__dirname, '../../..');
const TEMPLATES = 'examples/templates';
const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');
const filesOf = (folder: string, end: string) =>
  readdirSync(resolve(ROOT, folder))
    .filter(name => name.endsWith(end))
    .map(name => `${folder}/${name}`);

/** Every YAML document of a text; throws on what is none, and on a key that is there twice. */
function documents(yaml: string): readonly unknown[] {
  return parseAllDocuments(yaml).map(document => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** A template, its `spec`, or a list of steps. */
function partsOf(document: unknown): TemplateParts {
  if (Array.isArray(document)) return { steps: document };
  const { kind, spec } = document as { kind?: string; spec?: TemplateParts };
  return kind === 'Template' && spec ? spec : (document as TemplateParts);
}

describe('the documentation', () => {
  let actions: readonly TemplateAction[];
  const faults = (yaml: string) =>
    documents(yaml).flatMap(document =>
      templateFaults(partsOf(document), actions),
    );

  beforeAll(async () => {
    actions = await moduleActions();
  });

  it.each(filesOf(TEMPLATES, '.yaml'))('has no fault in %s', path => {
    expect(faults(read(path))).toEqual([]);
  });

  const pages = [...filesOf('docs', '.md'), 'README.md'];
  const blocks = pages.flatMap(path =>
    codeBlocks(read(path))
      .filter(({ language }) => language === 'yaml')
      .map(({ code, line }) => [`${path}:${line}`, code] as const),
  );

  it.each(blocks)('has no fault in the block %s', (_, code) => {
    expect(faults(code)).toEqual([]);
  });

  it('would find what is wrong with a template', () => {
    expect(
      faults(`
parameters:
  - properties:
      federation: { ui:field: MeshFederationPicker, ui:options: { clustersParameter: cluster } }
      clusters: { ui:field: MeshPicker }
steps:
  - id: start
    action: mesh-federation:run:start
    input: { planId: '\${{ steps.plan.output.planId }}', digest: 1, reason: x }
  - id: plan
    action: mesh-federation:plan
    input: { federation: '\${{ parameters.name }}', clusters: east }
  - { id: other, action: mesh-federation:join }
output: { link: '\${{ steps.plan.output.url }}' }
`),
    ).toEqual([
      'federation: clustersParameter names cluster, which the form does not have',
      'clusters: there is no field MeshPicker',
      'start: instance.digest is not of a type(s) string',
      'start: instance is not allowed to have the additional property "reason"',
      'start: step plan comes later',
      'plan: instance.clusters is not of a type(s) array',
      'plan: the form has no parameter name',
      'other: there is no action mesh-federation:join',
      'output: step plan has no output url',
    ]);
  });
});
