import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  FormFieldBlueprint,
  scaffolderTemplateOutputsBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  aClusterResource,
  aComponent,
  aSystem,
} from './__testUtils__/renderEntity';
import { isMeshFederationAvailable } from './isMeshFederationAvailable';
import plugin from './plugin';

describe('the plugin', () => {
  it.each([
    'api:mesh-federation',
    'page:mesh-federation',
    'entity-content:mesh-federation',
    'entity-card:mesh-federation/reachability',
    'entity-card:mesh-federation/cluster',
    'entity-card:mesh-federation/system',
    'scaffolder-form-field:mesh-federation/cluster-picker',
    'scaffolder-form-field:mesh-federation/federation-picker',
    'scaffolder-template-outputs:mesh-federation',
  ] as const)('has the extension %s', id => {
    expect(plugin.getExtension(id)).toBeDefined();
  });

  it.each([
    ['a component', aComponent, true],
    [
      'a service without annotations',
      { ...aComponent, metadata: { name: 'paper' } },
      true,
    ],
    [
      'a website without annotations',
      { ...aComponent, metadata: { name: 'paper' }, spec: { type: 'website' } },
      false,
    ],
    [
      'a website with a label selector',
      {
        ...aComponent,
        metadata: {
          name: 'web',
          annotations: { 'backstage.io/kubernetes-label-selector': 'app=web' },
        },
        spec: { type: 'website' },
      },
      true,
    ],
    ['a cluster', aClusterResource, true],
    ['another resource', { ...aClusterResource, spec: { type: 'db' } }, false],
    ['a system', aSystem, true],
    [
      'a service whose type is written otherwise',
      {
        ...aComponent,
        metadata: { name: 'paper' },
        spec: { type: 'Service' },
      },
      true,
    ],
    [
      // As the catalog compares types, and as the backend takes it for the cluster.
      'a cluster whose type is written otherwise',
      { ...aClusterResource, spec: { type: 'Kubernetes-Cluster' } },
      true,
    ],
    [
      'a website whose annotation is empty',
      {
        ...aComponent,
        metadata: {
          name: 'web',
          annotations: { 'backstage.io/kubernetes-id': '' },
        },
        spec: { type: 'website' },
      },
      false,
    ],
  ])('has a tab for %s: in both front-end systems', (_what, entity, shown) => {
    const filter = createExtensionTester(
      plugin.getExtension('entity-content:mesh-federation'),
    ).get(EntityContentBlueprint.dataRefs.filterFunction);

    expect(filter?.(entity)).toBe(shown);
    expect(isMeshFederationAvailable(entity)).toBe(shown);
  });

  it.each([
    ['cluster-picker', 'MeshClusterPicker'],
    ['federation-picker', 'MeshFederationPicker'],
  ] as const)('gives the scaffolder with %s the field %s', async (id, name) => {
    const load = createExtensionTester(
      plugin.getExtension(`scaffolder-form-field:mesh-federation/${id}`),
    ).get(FormFieldBlueprint.dataRefs.formFieldLoader);

    expect(await load()).toMatchObject({
      $$type: '@backstage/scaffolder/FormField',
      name,
      component: expect.any(Function),
      validation: expect.any(Function),
    });
  });

  it('shows the run in tasks of the configured templates', () => {
    const extension = plugin.getExtension(
      'scaffolder-template-outputs:mesh-federation',
    );
    const { templateRefs } = scaffolderTemplateOutputsBlueprint.dataRefs;
    const refs = ['template:default/join-clusters'];

    expect(createExtensionTester(extension).get(templateRefs)).toEqual([]);
    expect(
      createExtensionTester(extension, {
        config: { templateRefs: refs },
      }).get(templateRefs),
    ).toEqual(refs);
  });
});
