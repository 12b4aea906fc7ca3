import type { ClusterName, Evidence } from '../../../../model';
import type { ServiceName } from '../../../../model/cluster/service';
import type { ReachabilityContext } from '../context/ReachabilityContext';
import { aliasOf } from './aliasOf';
import { frontOf } from './frontOf';

/** The Service whose endpoints answer in place of the one that a client asks for. */
export interface StandIn {
  readonly target: ServiceName;
  readonly port: number;
  readonly evidence: Evidence;
}

/** As the configuration of the client's cluster has it; undefined when the Service is itself. */
export function standInFor(
  context: ReachabilityContext,
  client: ClusterName,
  service: ServiceName,
  port: number,
): StandIn | undefined {
  const index = context.index(client);
  const found =
    index && (aliasOf(index, service) ?? frontOf(context, index, service));
  return found && { port, ...found };
}
