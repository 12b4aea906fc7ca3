import { isLocal, type Leg } from '../../question/Leg';
import { conclude } from '../../parts/conclude';
import { judgeClient } from '../../parts/judgeClient';
import { judgeOwnRoots } from './judgeOwnRoots';
import { judgeProxies } from './judgeProxies';
import { judgeTransport, weighFaults } from './judgeTransport';
import { judgeTrust } from './judgeTrust';
import { judgeTrustDomains } from './judgeTrustDomains';

/**
 * Whether each side verifies the other's certificates: a client with a sidecar, roots in both
 * directions, trust domains, and proxies that hold the roots. Where the connection is plaintext,
 * none of that matters.
 */
export const identityLeg: Leg = input => {
  const client = judgeClient(input);
  if (client.kind === 'plaintext') {
    return conclude(
      [client.part],
      'The client has no sidecar: the request is plaintext, and certificates play no part.',
    );
  }
  const transport = judgeTransport(input);
  if (transport === 'plaintext') {
    return conclude(
      [client.part],
      'The connection is plaintext, so that certificates play no part.',
    );
  }
  if (isLocal(input)) {
    return conclude(
      [client.part, ...judgeOwnRoots(input)],
      `Client and server have the same root, that of ${input.client.cluster}.`,
    );
  }
  const parts = [
    ...judgeTrust(input),
    judgeTrustDomains(input),
    judgeProxies(input),
  ];
  return conclude(
    [client.part, ...parts.map(part => weighFaults(input, transport, part))],
    `${input.client.cluster} and ${input.provider.cluster} verify each other's certificates.`,
  );
};
