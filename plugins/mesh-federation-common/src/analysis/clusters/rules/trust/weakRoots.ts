import { finding } from '../../../../findings/registry';
import { shortFingerprint, type Certificate } from '../../../../model';
import type { Rule } from '../Rule';
import { ownRoots } from '../../../trust/ownRoots';

/** MF2009: short keys and broken hashes. */
export const weakRoots: Rule = ({ states }) =>
  states.flatMap(state =>
    (ownRoots(state) ?? []).flatMap(root => {
      const weakness = weaknessOf(root);
      return weakness === undefined
        ? []
        : [
            finding('MF2009', {
              cluster: state.cluster,
              message: `Root ${shortFingerprint(root.fingerprint)} of ${
                state.cluster
              } has ${weakness}.`,
              evidence: [
                {
                  cluster: state.cluster,
                  field: 'root',
                  value: root.fingerprint,
                  at: state.trustStore.at,
                },
              ],
            }),
          ];
    }),
  );

function weaknessOf(root: Certificate): string | undefined {
  const { algorithm, bits } = root.key;
  const isRsa = algorithm.toUpperCase().startsWith('RSA');
  const isEc = /^(EC|ECDSA)$/i.test(algorithm);
  if ((isRsa && bits < 2048) || (isEc && bits < 256)) {
    return `a weak key (${algorithm} ${bits})`;
  }
  return /sha-?1(?!\d)|md5/i.test(root.signatureAlgorithm)
    ? `a weak signature (${root.signatureAlgorithm})`
    : undefined;
}
