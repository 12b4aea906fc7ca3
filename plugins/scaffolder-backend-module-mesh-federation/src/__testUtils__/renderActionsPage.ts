import type { TemplateAction } from '@backstage/plugin-scaffolder-node';

/** What is read of the JSON schema that the scaffolder makes of an action's fields. */
interface Field {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly items?: Field;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

/** The page of the documentation that tells every action, as Prettier writes Markdown. */
export function renderActionsPage(actions: readonly TemplateAction[]): string {
  return `${[
    '# Template actions',
    'Made from the actions themselves. [Software templates](templates.md) tells how they work together.',
    ...actions.flatMap(section),
  ].join('\n\n')}\n`;
}

function section({
  id,
  description = '',
  examples = [],
  schema,
}: TemplateAction): readonly string[] {
  return [
    `## ${id}`,
    description,
    'Input:',
    fields(schema?.input as Field),
    'Output:',
    fields(schema?.output as Field),
    ...examples.flatMap(({ description: title, example }) => [
      `Example: ${title}`,
      `\`\`\`yaml\n${example.trim()}\n\`\`\``,
    ]),
  ];
}

function fields({ properties = {}, required = [] }: Field): string {
  return Object.entries(properties)
    .flatMap(([name, field]) => lines(name, field, required.includes(name), ''))
    .join('\n');
}

function lines(
  name: string,
  field: Field,
  required: boolean,
  indent: string,
): readonly string[] {
  const kind = [typeOf(field), ...(required ? [] : ['optional'])].join(', ');
  const text = field.description ? `: ${field.description}` : '';
  const inner = field.properties ? field : field.items ?? {};
  return [
    `${indent}- \`${name}\` (${kind})${text}`,
    ...Object.entries(inner.properties ?? {}).flatMap(([each, its]) =>
      lines(each, its, inner.required?.includes(each) ?? false, `${indent}  `),
    ),
  ];
}

function typeOf({ type, enum: values, items }: Field): string {
  if (values) return values.map(value => `\`${value}\``).join(' or ');
  if (items) return `array of ${typeOf(items)}s`;
  return String(type);
}
