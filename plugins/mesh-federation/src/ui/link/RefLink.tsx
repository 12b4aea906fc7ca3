import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** The name in a ref, with its namespace where that is not the default. */
function nameOf(entityRef: string): string | undefined {
  try {
    const { namespace, name } = parseEntityRef(entityRef);
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    // Who acts without a user, such as a plugin, has no ref.
    return undefined;
  }
}

/** A catalog entity, user or group by its ref, leading to its page. */
export function RefLink(props: { readonly entityRef: string }) {
  const { entityRef } = props;
  const name = nameOf(entityRef);
  if (!name) return <span>{entityRef}</span>;
  return (
    <EntityRefLink entityRef={entityRef} underline="always">
      {name}
    </EntityRefLink>
  );
}
