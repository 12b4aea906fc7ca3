import type { FederationStore } from '../../database/FederationStore';
import type {
  ObservedPast,
  StoredClusters,
} from '../../observation/ObservedPast';
import type { Judging } from '../judging/threads/Judging';
import type { KnowledgeSources } from './readKnowledge';

/** {@link ObservedPast} by those threads that judge what is known. */
export function createObservedPast(options: {
  readonly judging: Judging;
  readonly federations: Pick<FederationStore, 'listFederations'>;
  readonly witnessed?: KnowledgeSources['witnessed'];
  readonly now: () => Date;
}): ObservedPast {
  const { judging, federations, witnessed, now } = options;
  // With all that others ask with, so that the threads keep what they have worked out.
  const known = async (stored: StoredClusters) => ({
    ...stored,
    federations: await federations.listFederations(),
    contradictions: (await witnessed?.contradictions()) ?? [],
    now: now().toISOString(),
  });
  return {
    issuers: async stored => judging.ask('issuers', await known(stored), {}),
    withLastKnown: async (stored, state) =>
      judging.ask('silence', await known(stored), { state }),
  };
}
