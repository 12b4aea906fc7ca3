import { isSystemEntity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { SystemContent } from '../system/SystemContent';
import { ServiceContent } from './ServiceContent';

/**
 * The tab of an entity: who reaches it and why not, what it needs, where it runs, and what is
 * wrong. For a System: its components.
 */
export function EntityMeshFederationContent() {
  const { entity } = useEntity();
  return (
    <Flex direction="column" gap="6">
      {isSystemEntity(entity) ? <SystemContent /> : <ServiceContent />}
    </Flex>
  );
}
