import {
  describeObject,
  yamlText,
  type Manifest,
  type PlannedObject,
  type PlannedStep,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What a step applies, or the object that it deletes. */
export function manifestShown(
  object: Pick<PlannedObject, 'before' | 'after'>,
): Manifest | undefined {
  return object.after ?? object.before;
}

/**
 * Every object of a plan as one file of YAML, in the order of the steps. Before each object a
 * comment says where it belongs and what happens to it.
 */
export function planYaml(steps: readonly PlannedStep[]): string {
  return steps
    .flatMap(({ title, objects }) =>
      objects.map(object => {
        const manifest = manifestShown(object);
        return [
          `# ${oneLine(title)}`,
          `# ${oneLine(object.cluster)}: ${object.operation} ${oneLine(
            describeObject(object.ref),
          )}`,
          manifest ? yamlText(manifest) : '',
        ].join('\n');
      }),
    )
    .join('---\n');
}

/** A comment ends with its line: what follows a line break would be read as an object. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
