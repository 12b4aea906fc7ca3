import { yamlText } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const ID = 'backstage.io/kubernetes-id';

/** What to add to an entity so that its Services are found. */
export function annotationSample(name: string): string {
  const orElse = (annotation: string, value: string) =>
    `    # ${yamlText({ [annotation]: value })}`;
  return [
    yamlText({ metadata: { annotations: { [ID]: name } } }),
    '    # or, to match by other labels:\n',
    orElse('backstage.io/kubernetes-label-selector', `app=${name}`),
    '    # only in one namespace:\n',
    orElse('backstage.io/kubernetes-namespace', 'shop'),
  ].join('');
}

/** What to add to each Service of an entity. */
export function labelSample(name: string): string {
  return yamlText({ metadata: { labels: { [ID]: name } } });
}
