import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** The documentation has the examples, and Prettier checks it. */
const AS_PRETTIER = { singleQuote: true, lineWidth: 0 } as const;

/** An example of an action: the step of a template, as YAML. */
export function exampleOf(
  description: string,
  step: {
    readonly id: string;
    readonly name: string;
    readonly action: string;
    readonly if?: string;
    readonly input: object;
  },
): TemplateExample {
  return { description, example: stringify({ steps: [step] }, AS_PRETTIER) };
}
