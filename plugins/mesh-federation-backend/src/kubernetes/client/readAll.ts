import type { ClusterResult, KubernetesObject } from '../ClusterClient';
import type { ListPage } from './readAnswer';

/** What a list of the biggest clusters stays below. */
const MAX_ITEMS = 200_000;
const MAX_PAGES = 2_000;

/**
 * Reads a list page by page. It comes whole or not at all: a list that is cut would say that what
 * is missing does not exist. So one that goes on for ever, or is too long, is an error.
 */
export async function readAll(
  page: (next: string | undefined) => Promise<ClusterResult<ListPage>>,
): Promise<ClusterResult<readonly KubernetesObject[]>> {
  const items: KubernetesObject[] = [];
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    const answer = await page(next);
    if (!answer.ok) {
      return answer;
    }
    const { apiVersion, kind } = answer.value;
    const itemKind = kind.replace(/List$/, '');
    // Not by spreading: a function takes no hundred thousand arguments.
    for (const item of answer.value.items) {
      // Items of a list carry neither apiVersion nor kind.
      items.push({ apiVersion, kind: itemKind, ...item });
    }
    next = answer.value.continue;
    if (items.length > MAX_ITEMS || seen.size >= MAX_PAGES) {
      return refused(
        `the list has more than ${MAX_ITEMS} objects or ${MAX_PAGES} pages, and is not read in part`,
      );
    }
    if (next !== undefined && seen.has(next)) {
      return refused('the list does not end: it goes on where it has been');
    }
    seen.add(next ?? '');
  } while (next !== undefined);
  return { ok: true, value: items };
}

function refused(message: string): ClusterResult<never> {
  return { ok: false, error: { reason: { kind: 'error', message } } };
}
