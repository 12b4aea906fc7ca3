import { FederationField } from '../features/template/federation/FederationField';
import { fieldProps } from './fieldProps';
import type { federationPickerSchema } from './fieldSchemas';

/** A federation that exists, or the name of a new one. */
export function MeshFederationPicker(
  props: (typeof federationPickerSchema)['TProps'],
) {
  const { formData, onChange, uiSchema } = props;
  const { change = 'join' } = uiSchema['ui:options'] ?? {};
  return (
    <FederationField
      {...fieldProps(props)}
      change={change}
      name={formData ?? ''}
      onChange={name => onChange(name === '' ? undefined : name)}
    />
  );
}
