import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { validate, type Schema } from 'jsonschema';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { moduleActions } from './__testUtils__/moduleActions';
import { renderActionsPage } from './__testUtils__/renderActionsPage';

const PAGE = resolve(__dirname, '../../../docs/template-actions.md');

describe('the module', () => {
  let actions: readonly TemplateAction[];

  beforeAll(async () => {
    actions = await moduleActions();
  });

  it('adds the actions, all of which may run in a dry run', () => {
    expect(
      actions.map(({ id, supportsDryRun }) => [id, supportsDryRun]),
    ).toEqual([
      ['mesh-federation:cluster:catalog-info', true],
      ['mesh-federation:preflight', true],
      ['mesh-federation:plan', true],
      ['mesh-federation:run:start', true],
      ['mesh-federation:run:wait', true],
      ['mesh-federation:verify', true],
      ['mesh-federation:leave', true],
      ['mesh-federation:propose', true],
    ]);
  });

  it('says of every action when it fails, and what a dry run does', () => {
    for (const { description } of actions) {
      expect(description).toMatch(/\b([Ff]ails|Refuses)\b.+\bdry run\b/);
    }
  });

  it('has examples for every action whose input its schema takes', () => {
    for (const { id, examples = [], schema } of actions) {
      expect(examples).not.toHaveLength(0);
      for (const { example } of examples) {
        const [step] = parse(example).steps;
        expect(step.action).toBe(id);
        expect(validate(step.input, schema?.input as Schema).errors).toEqual(
          [],
        );
      }
    }
  });

  it('is documented as it is (UPDATE_DOCS=1 writes it)', () => {
    const page = renderActionsPage(actions);
    if (process.env.UPDATE_DOCS === '1') {
      writeFileSync(PAGE, page);
    }
    expect(readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it.each([
    ['mesh-federation:plan', { federation: 'Not a name' }, 'federation'],
    ['mesh-federation:plan', { federation: 'a', clusters: [] }, 'clusters'],
    ['mesh-federation:preflight', { federation: 'a' }, 'clusters'],
  ])('%s refuses %j by its schema', (id, input, field) => {
    const action = actions.find(each => each.id === id);

    const { errors } = validate(input, action?.schema?.input as Schema);

    expect(String(errors)).toContain(field);
  });
});
