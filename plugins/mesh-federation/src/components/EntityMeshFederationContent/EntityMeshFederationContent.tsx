import type { Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Container, Flex } from '@backstage/ui';
import { ClusterContent } from './ClusterContent';
import { ServiceContent } from './ServiceContent';
import { SystemContent } from './SystemContent';

function Content(props: { readonly entity: Entity }) {
  const { kind, spec } = props.entity;
  switch (kind.toLocaleLowerCase('en-US')) {
    case 'system':
      return <SystemContent />;
    case 'resource':
      return spec?.type === 'kubernetes-cluster' ? (
        <ClusterContent />
      ) : (
        <ServiceContent />
      );
    default:
      return <ServiceContent />;
  }
}

/** The tab of an entity: who reaches it and why not, what it needs, where it runs, and what is wrong. */
export function EntityMeshFederationContent() {
  const { entity } = useEntity();
  return (
    <Container>
      <Flex direction="column" gap="6">
        <Content entity={entity} />
      </Flex>
    </Container>
  );
}
