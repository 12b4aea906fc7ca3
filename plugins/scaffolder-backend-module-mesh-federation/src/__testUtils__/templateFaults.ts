import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { validate, type Schema } from 'jsonschema';

/** What is read of a template, or of a part of one as the documentation has it. */
export interface TemplateParts {
  readonly parameters?: readonly {
    readonly properties?: Readonly<Record<string, Field>>;
  }[];
  readonly steps?: readonly Step[];
  readonly output?: object;
}

type Field = Readonly<Record<string, unknown>>;

interface Step {
  readonly id: string;
  readonly action: string;
  readonly input?: object;
}

/** What the front end plugin brings, with the options that name a parameter of the form. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  MeshClusterPicker: ['federationParameter'],
  MeshFederationPicker: ['clustersParameter'],
};

const OURS = /^mesh-federation:/;
const OUTPUT = /\bsteps\.(\w+)\.output\.(\w+)/g;
const PARAMETER = /\bparameters\.(\w+)/g;

/**
 * What is wrong with a template, one sentence each: input that an action does not take, an output
 * that a step does not have or has not yet, a parameter that the form does not have. What an
 * expression will be is not known: it may stand for everything. Of a part without a form, or
 * without the step that is named, that much cannot be said.
 */
export function templateFaults(
  { parameters, steps = [], output = {} }: TemplateParts,
  actions: readonly TemplateAction[],
): readonly string[] {
  const form = parameters
    ? parameters.flatMap(({ properties = {} }) => Object.entries(properties))
    : undefined;
  const names = form?.map(([name]) => name);
  const wrongParameters = (where: string, value: object) =>
    !names
      ? []
      : matches(value, PARAMETER)
          .filter(([, name]) => !names.includes(name))
          .map(([, name]) => `${where}: the form has no parameter ${name}`);
  const wrongOutputs = (where: string, value: object, before: number) =>
    matches(value, OUTPUT).flatMap(([, id, name]) => {
      const at = steps.findIndex(step => step.id === id);
      const action = actions.find(({ id: its }) => its === steps[at]?.action);
      const given = (action?.schema?.output as Schema)?.properties;
      if (at >= before) return [`${where}: step ${id} comes later`];
      return given && !(name in given)
        ? [`${where}: step ${id} has no output ${name}`]
        : [];
    });
  return [
    ...(form ?? []).flatMap(([name, field]) =>
      wrongField(name, field, names ?? []),
    ),
    ...steps.flatMap((step, index) => [
      ...wrongInput(step, actions),
      ...wrongParameters(step.id, step),
      ...wrongOutputs(step.id, step, index),
    ]),
    ...wrongParameters('output', output),
    ...wrongOutputs('output', output, steps.length),
  ];
}

function wrongField(
  name: string,
  field: Field,
  names: readonly string[],
): readonly string[] {
  const its = String(field['ui:field'] ?? '');
  const options = Object.entries(field['ui:options'] ?? {});
  if (!its.startsWith('Mesh')) return [];
  if (!(its in FIELDS)) return [`${name}: there is no field ${its}`];
  return options.flatMap(([option, value]) =>
    FIELDS[its].includes(option) && !names.includes(String(value))
      ? [`${name}: ${option} names ${value}, which the form does not have`]
      : [],
  );
}

function wrongInput(
  { id, action, input = {} }: Step,
  actions: readonly TemplateAction[],
): readonly string[] {
  if (!OURS.test(action)) return [];
  const schema = actions.find(({ id: its }) => its === action)?.schema?.input;
  if (!schema) return [`${id}: there is no action ${action}`];
  return validate(input, schema as Schema)
    .errors.filter(({ instance }) => !/^\$\{\{/.test(String(instance)))
    .map(error => `${id}: ${error.stack}`);
}

function matches(value: object, pattern: RegExp) {
  return [...JSON.stringify(value).matchAll(pattern)];
}
