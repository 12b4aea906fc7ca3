import { finding } from '../../../../findings/registry';
import { remoteSecretsFor } from '../../../discovery/remoteSecretsFor';
import type { Rule } from '../Rule';

/** MF3015: a remote secret trusts no CA of the remote API server. */
export const secretCa: Rule = ({ states, federationOf }) =>
  states.flatMap(reader =>
    states
      .filter(target => target !== reader)
      .flatMap(target => {
        const known = target.apiServer.caFingerprints;
        return (remoteSecretsFor(reader, target) ?? [])
          .filter(
            ({ caFingerprints }) =>
              known.length > 0 &&
              caFingerprints.length > 0 &&
              !caFingerprints.some(item => known.includes(item)),
          )
          .map(({ secret, caFingerprints }) =>
            finding('MF3015', {
              cluster: reader.cluster,
              peer: target.cluster,
              object: secret,
              message: `${secret.name} of ${reader.cluster} does not trust the CA of the API server of ${target.cluster}.`,
              params: {
                federation: federationOf(reader.cluster, target.cluster),
              },
              evidence: [
                {
                  cluster: reader.cluster,
                  object: secret,
                  field: 'certificate-authority-data',
                  value: caFingerprints.join(' '),
                  at: reader.remoteSecrets.at,
                },
              ],
            }),
          );
      }),
  );
