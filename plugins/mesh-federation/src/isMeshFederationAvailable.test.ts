import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { isMeshFederationAvailable } from './isMeshFederationAvailable';

const entity = (
  kind: string,
  annotations: Record<string, string>,
  type?: string,
) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'web', annotations },
  ...optional({ spec: type ? { type } : undefined }),
});

describe('isMeshFederationAvailable', () => {
  it.each([
    ['Component', { 'backstage.io/kubernetes-id': 'web' }, 'service', true],
    [
      'Component',
      { 'backstage.io/kubernetes-label-selector': 'app=web' },
      'service',
      true,
    ],
    ['Resource', {}, 'kubernetes-cluster', true],
    ['System', {}, undefined, true],
    ['Component', {}, 'service', true],
    ['Component', {}, 'website', false],
    ['Resource', {}, 'database', false],
    ['Component', {}, 'kubernetes-cluster', false],
    ['Component', {}, undefined, false],
  ])('judges a %s with %j of type %s', (kind, annotations, type, expected) => {
    expect(isMeshFederationAvailable(entity(kind, annotations, type))).toBe(
      expected,
    );
  });
});
