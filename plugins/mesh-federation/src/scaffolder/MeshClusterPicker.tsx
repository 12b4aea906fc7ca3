import { ClusterField } from '../features/template/clusters/ClusterField';
import { fieldProps } from './fieldProps';
import type { clusterPickerSchema } from './fieldSchemas';
import { asTexts, textAt } from './formValues';

/** One cluster for a parameter of type `string`, several for one of type `array`. */
export function MeshClusterPicker(
  props: (typeof clusterPickerSchema)['TProps'],
) {
  const { formData, onChange, schema, uiSchema, formContext } = props;
  const { change = 'join', federationParameter } = uiSchema['ui:options'] ?? {};
  const several = schema.type === 'array';
  return (
    <ClusterField
      {...fieldProps(props)}
      change={change}
      federation={textAt(formContext?.formData, federationParameter)}
      several={several}
      chosen={asTexts(formData)}
      onChange={chosen =>
        onChange(several && chosen.length > 0 ? chosen : chosen[0])
      }
    />
  );
}
