import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { yamlText } from '@mesh-federation/backstage-plugin-mesh-federation-common';

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
  return { description, example: yamlText({ steps: [step] }) };
}
