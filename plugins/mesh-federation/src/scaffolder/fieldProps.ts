import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** What the form of a template says of any field, as the fields of this plugin take it. */
export function fieldProps<V>(props: FieldExtensionComponentProps<V, object>) {
  const { schema, uiSchema, rawErrors, required, disabled, idSchema } = props;
  const isInvalid = (rawErrors ?? []).length > 0;
  return {
    ...optional({
      label: uiSchema['ui:title'] ?? schema.title,
      description: uiSchema['ui:description'] ?? schema.description,
      // Where react-jsonschema-form says what is wrong (errorId of its idGenerators.ts).
      describedBy: isInvalid ? `${idSchema.$id}__error` : undefined,
    }),
    isRequired: required ?? false,
    isDisabled: disabled ?? false,
    isInvalid,
  };
}
