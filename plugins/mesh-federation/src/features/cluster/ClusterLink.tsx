import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A cluster's name, leading to its Resource in the catalog when there is one. */
export function ClusterLink(props: {
  readonly name: string;
  readonly entityRef?: string;
}) {
  const { name, entityRef } = props;
  if (!entityRef) return <span>{name}</span>;
  return (
    <EntityRefLink
      entityRef={entityRef}
      hideIcon
      disableTooltip
      underline="always"
    >
      {name}
    </EntityRefLink>
  );
}
