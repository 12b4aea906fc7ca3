import {
  optional,
  pagesOf,
  type MeshFederationApi,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { z } from 'zod';
import type { KnownFederation } from './federationEntity';

/** The most that the API gives at once. */
const LIMIT = 500;

/** What is used of an answer. Another one is no list of federations, not even an empty one. */
const PAGE = z.object({
  items: z.array(
    z.object({
      name: z.string().min(1),
      description: z.string().optional(),
      members: z.array(z.string()),
    }),
  ),
  nextCursor: z.string().min(1).optional(),
  leftOut: z.number().int().min(0).default(0),
});

/**
 * All federations, to the end of the list.
 *
 * @throws Error when not all of them are known: the backend does not answer or refuses, its answer
 * has another form, or the list changed from one page to the next, so that one may be missing.
 */
export async function readFederations(
  api: Pick<MeshFederationApi, 'listFederations'>,
): Promise<readonly KnownFederation[]> {
  const pages = await pagesOf(async page => {
    const { items, leftOut, nextCursor } = parsed(
      await api.listFederations({ limit: LIMIT, ...page }),
    );
    if (items.length === 0 && nextCursor !== undefined) {
      throw new Error('A page of the list of federations is empty');
    }
    return { items, leftOut, ...optional({ nextCursor }) };
  });
  const federations = pages.flatMap(({ items }) => items);
  requireWhole(pages, federations);
  return federations.map(({ name, description, members }) => ({
    name,
    members,
    ...optional({ description }),
  }));
}

function parsed(answer: unknown) {
  const { success, data, error } = PAGE.safeParse(answer);
  if (!success) {
    throw new Error(
      `The answer of the mesh federation backend is no list of federations: ${error.issues[0]?.message}`,
    );
  }
  return data;
}

/** A page is a place in a list that may be another one by then. */
function requireWhole(
  pages: readonly {
    readonly items: readonly unknown[];
    readonly leftOut: number;
  }[],
  federations: readonly { readonly name: string }[],
): void {
  const names = new Set(federations.map(({ name }) => name));
  let read = 0;
  const grew = pages.some(({ items, leftOut }) => {
    read += items.length;
    return read + leftOut !== federations.length;
  });
  if (grew || names.size !== federations.length) {
    throw new Error('The list of federations changed while it was read');
  }
}
