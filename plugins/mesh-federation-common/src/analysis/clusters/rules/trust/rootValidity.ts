import { finding } from '../../../../findings/registry';
import type { Rule } from '../Rule';
import { ROOT_ENDS_SOON_MS } from '../../../../model/renewBefore';
import { shortFingerprint } from '../../../../model';
import { ownRoots } from '../../../trust/ownRoots';

/** MF2007, MF2008: roots of a cluster's own that have expired or do so within 30 days. */
export const rootValidity: Rule = ({ states, now }) =>
  states.flatMap(state =>
    (ownRoots(state) ?? []).flatMap(({ fingerprint, notAfter }) => {
      const { cluster, trustStore } = state;
      const left = Date.parse(notAfter) - Date.parse(now);
      const evidence = [
        { cluster, field: 'notAfter', value: notAfter, at: trustStore.at },
      ];
      const name = `Root ${shortFingerprint(fingerprint)} of ${cluster}`;
      if (left <= 0) {
        return [
          finding('MF2007', {
            cluster,
            message: `${name} expired at ${notAfter}.`,
            evidence,
          }),
        ];
      }
      return left < ROOT_ENDS_SOON_MS
        ? [
            finding('MF2008', {
              cluster,
              message: `${name} expires at ${notAfter}.`,
              params: { expiry: notAfter },
              evidence,
            }),
          ]
        : [];
    }),
  );
