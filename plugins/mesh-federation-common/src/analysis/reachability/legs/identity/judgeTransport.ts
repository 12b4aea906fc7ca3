import type { LegInput } from '../../question/Leg';
import { clientTls } from '../../configuration/clientTls';
import { withoutStop } from '../../../../model/basics/english';
import type { LegPart } from '../../parts/conclude';
import { conditionOf } from '../../parts/conditionOf';

/** What certificates are needed for. */
export type Transport = 'mutual-tls' | 'plaintext' | 'mixed' | 'unknown';

/**
 * Through a gateway of another network there is nothing but mutual TLS: istiod leaves out endpoints
 * that do not take it.
 */
export function judgeTransport(input: LegInput): Transport {
  const { kind } = input.path;
  if (kind === 'gateway' || kind === 'none') {
    return 'mutual-tls';
  }
  const { mode } = clientTls(input);
  if (mode === 'mtls' || mode === 'simple') {
    return 'mutual-tls';
  }
  return kind === 'unknown' ? 'unknown' : mode;
}

/**
 * What a fault of certificates means where not every connection needs them: a condition, or
 * something that cannot be told.
 */
export function weighFaults(
  { client, provider }: LegInput,
  transport: Transport,
  part: LegPart,
): LegPart {
  const errors = (part.findings ?? []).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length === 0 || transport === 'mutual-tls') {
    return part;
  }
  const rest = {
    ...part,
    findings: (part.findings ?? []).filter(item => !errors.includes(item)),
  };
  return transport === 'unknown'
    ? {
        ...rest,
        missing: [
          ...(part.missing ?? []),
          ...errors.map(({ message, evidence }) => ({
            cluster: client.cluster,
            what: `whether requests to ${provider.cluster} are plaintext`,
            reason: `mutual TLS would fail: ${withoutStop(message)}`,
            at:
              evidence.find(({ at }) => at !== undefined)?.at ??
              client.state.at,
          })),
        ],
      }
    : {
        ...rest,
        conditions: [
          ...(part.conditions ?? []),
          ...errors.map(error =>
            conditionOf(
              error,
              'endpoint',
              `Only requests in plaintext, because mutual TLS fails: ${error.message}`,
            ),
          ),
        ],
      };
}
