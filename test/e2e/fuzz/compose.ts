import type { Draw } from './Draw.ts';
import type { Schema } from './readDefinitions.ts';

/** What is known of fields beyond their schema. Paths are like `VirtualService.http[].timeout`. */
export interface Hints {
  /** A value that makes sense; undefined: nobody knows one for this field. */
  value(path: string): unknown;
  /** How often a field is chosen, beside 1 for others of the same object; 0: never. */
  weight(path: string): number;
  /** Fields of which an object has exactly one. */
  choice(path: string): readonly string[];
  /** Fields of which an object has one at most, beside what the schema says. */
  either(path: string): readonly string[];
  /** Whether a field is there whenever its object is, though the schema does not say so. */
  always(path: string): boolean;
  /** Whether an object without fields means something. */
  empty(path: string): boolean;
}

/**
 * An object by chance that fits a schema, but for rules which only the API server knows. Undefined
 * when nobody knows a value for the field.
 */
export function compose(
  schema: Schema,
  path: string,
  draw: Draw,
  hints: Hints,
): unknown {
  const known = hints.value(path);
  if (known !== undefined) {
    return known;
  }
  if (schema.enum) {
    return draw.pick(schema.enum.filter(each => each !== 'UNSPECIFIED'));
  }
  if (schema.properties) {
    return composeObject(schema, path, draw, hints);
  }
  switch (schema.type) {
    case 'array':
      return composeList(schema, path, draw, hints);
    case 'boolean':
      return draw.chance(0.7);
    case 'integer':
    case 'number':
      return numberIn(schema, draw);
    default:
      return undefined;
  }
}

function composeList(
  { items = {} }: Schema,
  path: string,
  draw: Draw,
  hints: Hints,
): unknown {
  const all = Array.from({ length: draw.few() }, () =>
    compose(items, `${path}[]`, draw, hints),
  ).filter(each => each !== undefined);
  const different = new Map(all.map(each => [JSON.stringify(each), each]));
  return different.size > 0 ? [...different.values()] : undefined;
}

function composeObject(
  schema: Schema,
  path: string,
  draw: Draw,
  hints: Hints,
): unknown {
  const properties = schema.properties!;
  const required = Object.keys(properties).filter(
    name => schema.required?.includes(name) || hints.always(`${path}.${name}`),
  );
  const weightOf = (name: string) => hints.weight(`${path}.${name}`);
  const choice = hints.choice(path);
  const groups = [choice, hints.either(path), ...exclusive(schema)].filter(
    each => each.length > 0,
  );
  const free = Object.keys(properties).filter(
    name =>
      !required.includes(name) && !groups.some(group => group.includes(name)),
  );
  const one = (group: readonly string[]) =>
    group === choice || draw.chance(0.6) ? draw.some(group, 1, weightOf) : [];
  const count = draw.few() - (draw.chance(0.3) ? 1 : 0);
  const names = new Set([
    ...required,
    ...groups.flatMap(one),
    ...draw.some(free, count, weightOf),
  ]);
  const values = [...names].flatMap(name => {
    const value = compose(properties[name]!, `${path}.${name}`, draw, hints);
    return value === undefined ? [] : [[name, value] as const];
  });
  return values.length > 0 || hints.empty(path)
    ? Object.fromEntries(values)
    : undefined;
}

/** Groups of fields of which an object has one at most. */
function exclusive({ oneOf = [] }: Schema): readonly (readonly string[])[] {
  const names = oneOf.flatMap(({ required = [] }) => required.slice(0, 1));
  return names.length > 1 ? [names] : [];
}

/** Round ones, and those at the borders. */
function numberIn({ minimum = 0, maximum = 100 }: Schema, draw: Draw): number {
  const fitting = [0, 1, 2, 5, 50, 100, minimum].filter(
    each => each >= minimum && each <= maximum,
  );
  return draw.pick(fitting);
}
