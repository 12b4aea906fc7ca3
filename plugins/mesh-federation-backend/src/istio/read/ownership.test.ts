import {
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { ownershipOf, ownsField } from './ownership';

const HELM_LABEL = { [MANAGED_BY_LABEL]: 'Helm' };
const OWN_LABEL = { [MANAGED_BY_LABEL]: MANAGED_BY_VALUE };

function managed(...managers: readonly string[]) {
  return managers.map(manager => ({ manager, operation: 'Apply' }));
}

describe('ownershipOf', () => {
  it.each([
    [
      'istioctl, which labels as Helm too',
      'istioctl',
      { labels: HELM_LABEL, managedFields: managed('istio-operator') },
    ],
    [
      'istioctl, although we own a field',
      'istioctl',
      {
        labels: HELM_LABEL,
        managedFields: managed(FIELD_MANAGER, 'istio-operator'),
      },
    ],
    ['Helm', 'helm', { labels: HELM_LABEL, managedFields: managed('helm') }],
    [
      'Helm by its label, without managed fields',
      'helm',
      { labels: HELM_LABEL },
    ],
    [
      'us',
      'self',
      { labels: OWN_LABEL, managedFields: managed(FIELD_MANAGER) },
    ],
    [
      'somebody else who copied our label',
      'other',
      { labels: OWN_LABEL, managedFields: managed('kubectl') },
    ],
    [
      'Argo CD by its tracking annotation',
      'gitops',
      {
        annotations: { 'argocd.argoproj.io/tracking-id': 'x' },
        managedFields: managed('kubectl'),
      },
    ],
    [
      'Argo CD, although istioctl wrote first',
      'gitops',
      { managedFields: managed('istio-operator', 'argocd-controller') },
    ],
    ['Flux', 'gitops', { managedFields: managed('helm-controller') }],
    [
      'the Sail operator by the owner',
      'operator',
      {
        ownerReferences: [{ kind: 'IstioRevision', name: 'default' }],
        managedFields: managed('helm'),
      },
    ],
    ['istiod', 'istiod', { managedFields: managed('pilot-discovery') }],
    ['a person', 'other', { managedFields: managed('kubectl-edit') }],
    ['nobody known', 'other', {}],
  ])('recognizes %s', (_, owner, metadata) => {
    expect(ownershipOf({ metadata: { name: 'x', ...metadata } }).owner).toBe(
      owner,
    );
  });

  it('lists other managers, without those of the status, and our federations', () => {
    expect(
      ownershipOf({
        metadata: {
          name: 'x',
          labels: {
            'mesh-federation/demo': 'member',
            'mesh-federation/x': 'no',
          },
          managedFields: [
            ...managed(FIELD_MANAGER, 'kubectl', 'argo'),
            { manager: 'kube-controller-manager', subresource: 'status' },
          ],
        },
      }),
    ).toMatchObject({ managers: ['argo', 'kubectl'], federations: ['demo'] });
  });
});

describe('ownsField', () => {
  const object = (manager: string, operation: string) => ({
    metadata: {
      name: 'x',
      managedFields: [
        { manager, operation, fieldsV1: { 'f:data': { 'f:mesh': {} } } },
      ],
    },
  });

  it.each([
    ['our apply', FIELD_MANAGER, 'Apply', ['f:data', 'f:mesh'], true],
    ['another field', FIELD_MANAGER, 'Apply', ['f:data', 'f:other'], false],
    ['our update', FIELD_MANAGER, 'Update', ['f:data', 'f:mesh'], false],
    ['the apply of another', 'kubectl', 'Apply', ['f:data', 'f:mesh'], false],
  ])('decides for %s', (_, manager, operation, path, expected) => {
    expect(ownsField(object(manager, operation), path)).toBe(expected);
  });
});
