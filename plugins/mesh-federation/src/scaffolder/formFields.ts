import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { clusterPickerSchema, federationPickerSchema } from './fieldSchemas';
import { MeshClusterPicker } from './MeshClusterPicker';
import { MeshFederationPicker } from './MeshFederationPicker';
import { validateClusters } from './validateClusters';
import { validateFederation } from './validateFederation';

/** `ui:field: MeshClusterPicker` */
export const clusterPickerField = createFormField({
  name: 'MeshClusterPicker',
  component: MeshClusterPicker,
  validation: validateClusters,
  schema: clusterPickerSchema,
});

/** `ui:field: MeshFederationPicker` */
export const federationPickerField = createFormField({
  name: 'MeshFederationPicker',
  component: MeshFederationPicker,
  validation: validateFederation,
  schema: federationPickerSchema,
});
