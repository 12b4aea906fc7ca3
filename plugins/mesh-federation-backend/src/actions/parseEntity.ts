import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** Throws InputError that names the field. */
export function parseEntity(entityRef: string): CompoundEntityRef {
  try {
    return parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: DEFAULT_NAMESPACE,
    });
  } catch {
    throw new InputError(
      `entityRef: '${entityRef}' is not an entity ref such as component:default/orders`,
    );
  }
}
