import type { ObjectRef, Pod } from '../../../model';
import { GATEWAY_NAME_LABEL } from '../../../model/istioNames';
import { selects } from '../../labelSelectors';
import type { ClusterIndex } from '../lookup/ClusterIndex';

/** The Pods behind a gateway; none where they are not known. */
export function gatewayPods(
  index: ClusterIndex,
  { kind, namespace = '', name }: ObjectRef,
): readonly Pod[] {
  const service = index.service(namespace, name);
  const pods = index.podsOf(namespace);
  const selector =
    kind === 'Service'
      ? service.status === 'observed' && service.value?.selector
      : { [GATEWAY_NAME_LABEL]: name };
  return pods.status === 'observed' && selector
    ? pods.value.filter(({ labels }) => selects(selector, labels))
    : [];
}
