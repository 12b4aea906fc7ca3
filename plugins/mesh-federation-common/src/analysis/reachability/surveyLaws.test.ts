import fc from 'fast-check';

import type { ReachabilityQuery } from '../../model';
import {
  aCapturedPair,
  aContradiction,
  NOW,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { allClients, allQueries } from './__testUtils__/allQueries';
import { answersOf, contextOf } from './__testUtils__/answersOf';
import {
  arbitraryCase,
  arbitraryMesh,
  makeMesh,
} from './__testUtils__/arbitraryMesh';
import { HIDEABLE } from './__testUtils__/hideFacts';
import type { Subject } from './__testUtils__/MeshChange';
import { meshChanges } from './__testUtils__/meshChanges';
import { settled } from './__testUtils__/settled';
import { tellingChanges } from './__testUtils__/tellingChanges';
import { ALIKE, withClones } from './__testUtils__/withClones';
import { ALL_CASES } from './legs/__testUtils__/allCases';
import { DEFAULT_QUERY } from './legs/__testUtils__/FindingCases';
import { analyzeReachability } from './engine/analyzeReachability';
import type { ReachabilityOutcome } from './engine/outcomeOf';
import { withoutEndpoints } from './engine/withoutEndpoints';
import { createReachabilityContext } from './lookup/context/createReachabilityContext';
import { surveyReachability } from './survey/surveyReachability';
import { optional } from '../../model/basics/optional';

jest.setTimeout(60_000);

/** Pairs of a client and a provider for which every Service is asked. */
const PAIRS = 6;

const CHANGES = ALIKE.map(subject => ({
  ...meshChanges(subject),
  ...tellingChanges(subject),
}));

/** Something done to one of the clones, or to what is around it, in one of the clusters. */
const arbitraryChange = fc.record({
  change: fc.constantFrom(...Object.keys(CHANGES[0]!)),
  /** Without one to all of them, each in its own way. */
  clone: fc.option(fc.nat({ max: ALIKE.length - 1 }), { nil: undefined }),
  cluster: fc.nat({ max: 3 }),
});

const arbitraryHiding = fc.record({
  hide: fc.constantFrom(...Object.keys(HIDEABLE)),
  cluster: fc.nat({ max: 3 }),
});

type Change = typeof arbitraryChange extends fc.Arbitrary<infer T> ? T : never;
type Hiding = typeof arbitraryHiding extends fc.Arbitrary<infer T> ? T : never;

function changed(
  states: MeshStates,
  done: readonly Change[],
  hidings: readonly Hiding[],
): MeshStates {
  const withChanges = done.reduce<MeshStates>(
    (current, { change, clone, cluster }) =>
      (clone === undefined ? CHANGES : [CHANGES[clone]!]).reduce<MeshStates>(
        (latest, changes) =>
          changes[change]!(latest, latest[cluster % latest.length]!.cluster),
        current,
      ),
    withClones(states),
  );
  return hidings.reduce<MeshStates>(
    (current, { hide, cluster }) =>
      current.map((state, index) =>
        index === cluster % current.length ? HIDEABLE[hide]!(state) : state,
      ),
    settled(withChanges),
  );
}

/**
 * Questions of some clients to some providers about every Service, so that each may have the answer
 * to another.
 */
function someQueries(
  states: MeshStates,
  start: number,
): readonly ReachabilityQuery[] {
  const clients = allClients(states);
  const pairs = clients.length * states.length;
  const chosen = new Set(
    Array.from({ length: PAIRS }, (_, index) => {
      const pair = (start + index * 7) % pairs;
      return JSON.stringify([
        clients[pair % clients.length],
        states[Math.floor(pair / clients.length)]!.cluster,
      ]);
    }),
  );
  return allQueries(states).filter(({ client, provider }) =>
    chosen.has(JSON.stringify([client, provider])),
  );
}

interface Answer {
  readonly query: ReachabilityQuery;
  readonly outcome: ReachabilityOutcome;
}

/** What the survey says to the questions, one after the other in one context. */
function surveyed(
  states: MeshStates,
  queries: readonly ReachabilityQuery[],
  now?: string,
): readonly Answer[] {
  const context = contextOf(states, now);
  return queries.map(query => ({
    query,
    outcome: surveyReachability(context, query),
  }));
}

/** What the analysis of each question says. */
function analyzed(
  states: MeshStates,
  queries: readonly ReachabilityQuery[],
  now?: string,
): readonly Answer[] {
  return answersOf(states, queries, now).map(
    ({ client, provider, service, port, verdict, firstBroken, idle }) => ({
      query: { client, provider, service, port },
      outcome: { verdict, ...optional({ firstBroken, idle }) },
    }),
  );
}

describe('laws of the survey', () => {
  it('a Service has the outcome of its own analysis, however many are like it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          { arbitrary: arbitraryMesh(), weight: 3 },
          { arbitrary: arbitraryCase, weight: 1 },
        ),
        fc.array(arbitraryChange, { maxLength: 4 }),
        fc.array(arbitraryHiding, { maxLength: 1 }),
        fc.nat(),
        (mesh, changes, hidings, start) => {
          const states = changed(makeMesh(mesh), changes, hidings);
          const queries = someQueries(states, start);
          expect(surveyed(states, queries)).toEqual(analyzed(states, queries));
        },
      ),
    );
  });

  it('a Service of which istiod said otherwise is told from those like it', () => {
    const states = withClones(
      makeMesh({ clusters: ['east', 'west'], changes: [] }),
    );
    const [{ namespace, service: name }] = ALIKE as [Subject];
    const contradiction = aContradiction({ service: { namespace, name } });
    const context = createReachabilityContext(
      states.map(state => ({ state })),
      NOW,
      { federations: [], contradictions: [contradiction] },
    );
    const against = allQueries(states).filter(query => {
      const answer = analyzeReachability(context, query);
      expect(surveyReachability(context, query).verdict).toBe(answer.verdict);
      return answer.ifConfirmed !== undefined;
    });

    // The client itself, those of its namespace, and any of its cluster.
    expect(against.map(({ client }) => client)).toEqual([
      { cluster: 'east' },
      { cluster: 'east', namespace: 'shop' },
      contradiction.client,
    ]);
    against.forEach(query => {
      expect(analyzeReachability(context, query)).toMatchObject({
        verdict: 'unknown',
        summary: 'Nothing goes there.',
        security: { kind: 'unknown' },
        ifConfirmed: { verdict: 'reachable' },
      });
      expect(query).toMatchObject({ service: { namespace, name }, port: 80 });
    });
  });

  it.each(Object.keys(CHANGES[0]!))(
    'clones of which one has the change "%s" are told apart where they differ',
    change => {
      for (const clone of [2, undefined]) {
        for (const cluster of [0, 1]) {
          const states = changed(
            makeMesh({ clusters: ['east', 'west'], changes: [] }),
            [{ change, clone, cluster }],
            [],
          );
          const queries = allQueries(states).filter(
            ({ client }) =>
              client.workload === undefined && client.namespace !== 'yard',
          );
          expect(surveyed(states, queries)).toEqual(analyzed(states, queries));
        }
      }
    },
  );

  it.each(
    Object.values(ALL_CASES).flatMap(cases =>
      Object.entries(cases).flatMap(([code, { positive, negative, unknown }]) =>
        [positive, negative, unknown].map(item => [code, item] as const),
      ),
    ),
  )('holds in a case of %s', (_, { states, query }) => {
    const asked = { ...DEFAULT_QUERY, ...query };
    const all = withClones(states());
    const queries = [
      asked,
      ...ALIKE.map(({ namespace, service }) => ({
        ...asked,
        service: { namespace, name: service },
      })),
    ];
    expect(surveyed(all, queries)).toEqual(analyzed(all, queries));
  });

  it('holds where the endpoints of a cluster are left out', () => {
    const states = withClones(
      makeMesh({ clusters: ['east', 'west'], changes: [] }),
    );
    const context = withoutEndpoints(contextOf(states), 'east');
    const verdicts = allQueries(states).map(query => {
      const { verdict } = analyzeReachability(context, query);
      expect(surveyReachability(context, query).verdict).toBe(verdict);
      return `${query.provider} ${verdict}`;
    });

    expect(verdicts).toContain('west reachable');
    expect(verdicts).not.toContain('east reachable');
  });

  it('holds in the captured states', () => {
    const captured = aCapturedPair();
    const queries = allQueries(captured);
    const now = captured[0].at;
    expect(surveyed(captured, queries, now)).toEqual(
      analyzed(captured, queries, now),
    );
  });
});
