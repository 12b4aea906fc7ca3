import type { Testimony } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ProxyDump } from '../../../observation/witness/Witness';

/** Of which proxy it was said, by which istiod, and when. */
export function whoSaid(
  cluster: string,
  { namespace, pod, istiod, at }: ProxyDump,
): Omit<Testimony, 'request'> {
  return { proxy: { cluster, namespace, pod }, istiod, at };
}
