import type { MeshFederationTexts } from '../../translation/MeshFederationTexts';

const SHOWN = 5;

/** The first names, and how many more there are. */
export function namesInShort(
  names: readonly string[],
  total: number,
  t: MeshFederationTexts,
): string {
  const shown = names.slice(0, SHOWN);
  return total > shown.length
    ? t('planForm.andMore', {
        names: shown.join(', '),
        amount: String(total - shown.length),
      })
    : shown.join(', ');
}
