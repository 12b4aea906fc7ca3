import type { Federation, ReaderChoice } from '../../model';

/**
 * The wider choice wins where a cluster is in several federations: else `synced` would be lost in
 * one of them.
 */
export function readerChoice(
  cluster: string,
  federations: readonly Federation[],
): ReaderChoice {
  return federations.some(
    ({ members, reader }) =>
      members.includes(cluster) && reader === 'with-secrets',
  )
    ? 'with-secrets'
    : 'without-secrets';
}
