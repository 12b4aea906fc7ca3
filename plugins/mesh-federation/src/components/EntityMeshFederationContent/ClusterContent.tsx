import { Flex } from '@backstage/ui';
import { meshFederationEntityReadPermission } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useEntityMesh } from '../../hooks/useEntityLoads';
import { LoadView } from '../LoadView';
import { MeshSections } from './MeshSections';

/** Tab of the Resource of a cluster. */
export function ClusterContent() {
  const mesh = useEntityMesh();
  return (
    <LoadView load={mesh} permission={meshFederationEntityReadPermission}>
      {value => (
        <Flex direction="column" gap="6">
          <MeshSections mesh={value} />
        </Flex>
      )}
    </LoadView>
  );
}
