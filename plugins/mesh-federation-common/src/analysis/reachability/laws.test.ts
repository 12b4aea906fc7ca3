import fc from 'fast-check';

import type { ReachabilityQuery, ReachabilityVerdict } from '../../model';
import { planJoin } from '../../planning/planJoin';
import {
  NOW,
  aFederation,
  anInventory,
  type MeshStates,
} from '@mesh-federation/fixtures';
import { allClients, allQueries } from './__testUtils__/allQueries';
import { answersOf, contextOf } from './__testUtils__/answersOf';
import {
  arbitraryCase,
  arbitraryMesh,
  makeMesh,
  type MeshRecipe,
} from './__testUtils__/arbitraryMesh';
import { checkAnswer } from './__testUtils__/checkAnswer';
import { FEDERATION_CHANGES } from './__testUtils__/federationChanges';
import { FORMER_MISTAKES } from './__testUtils__/formerMistakes';
import { HIDEABLE } from './__testUtils__/hideFacts';
import { shuffleLists } from './__testUtils__/shuffleLists';
import { analyzeReachability } from './engine/analyzeReachability';

jest.setTimeout(60_000);

/** Questions asked of one mesh: of a hundred that are much alike a few do. */
const QUESTIONS = 8;

const meshes = fc.oneof(
  { arbitrary: arbitraryMesh(), weight: 3 },
  { arbitrary: arbitraryCase, weight: 1 },
);

/** Some of all questions, others for each `start`. */
function someQueries(
  states: MeshStates,
  start: number,
): readonly ReachabilityQuery[] {
  const all = allQueries(states);
  const step = Math.ceil(all.length / QUESTIONS);
  return all.filter((_, index) => index % step === start % step);
}

/** What a named client may be, by what any client is. */
const NAMED: Readonly<
  Record<ReachabilityVerdict, readonly ReachabilityVerdict[]>
> = {
  reachable: ['reachable'],
  standby: ['standby'],
  conditional: ['reachable', 'standby', 'conditional', 'blocked'],
  blocked: ['blocked'],
  unknown: ['reachable', 'standby', 'conditional', 'blocked', 'unknown'],
};

/** What may come out with more known, by what came out with less. */
const INFORMED: Readonly<
  Record<ReachabilityVerdict, readonly ReachabilityVerdict[]>
> = {
  reachable: ['reachable'],
  standby: ['standby'],
  conditional: ['reachable', 'conditional'],
  blocked: ['blocked'],
  unknown: ['reachable', 'standby', 'conditional', 'blocked', 'unknown'],
};

describe('laws of reachability', () => {
  it('the order of the clusters and of every list does not matter', () => {
    fc.assert(
      fc.property(
        meshes,
        fc.nat(),
        fc.nat({ max: 50 }),
        (mesh, start, seed) => {
          const states = makeMesh(mesh);
          const queries = someQueries(states, start);
          expect(answersOf(shuffleLists(states, seed), queries)).toEqual(
            answersOf(states, queries),
          );
        },
      ),
    );
  });

  it('the same states give the same answer, which is plain JSON', () => {
    fc.assert(
      fc.property(meshes, fc.nat(), (mesh, start) => {
        const states = makeMesh(mesh);
        const queries = someQueries(states, start);
        const answers = answersOf(states, queries);
        const copy: MeshStates = JSON.parse(JSON.stringify(states));
        expect(JSON.stringify(answersOf(copy, queries))).toBe(
          JSON.stringify(answers),
        );
        expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
      }),
    );
  });

  it('what is known with less stays so with more: hiding a fact makes a leg unknown or changes nothing', () => {
    fc.assert(
      fc.property(
        arbitraryMesh(),
        fc.nat(),
        fc.array(
          fc.tuple(fc.nat(3), fc.constantFrom(...Object.keys(HIDEABLE))),
          { minLength: 1, maxLength: 3 },
        ),
        (mesh, start, hidden) => {
          const states = makeMesh(mesh);
          const blind = hidden.reduce<MeshStates>(
            (current, [index, name]) =>
              current.map((state, position) =>
                position === index % current.length
                  ? HIDEABLE[name]!(state)
                  : state,
              ),
            states,
          );
          const queries = someQueries(states, start);
          const informed = answersOf(states, queries);
          answersOf(blind, queries).forEach((less, index) => {
            const more = informed[index]!;
            expect(INFORMED[less.verdict]).toContain(more.verdict);
            for (const { leg, status } of less.legs) {
              const now = more.legs.find(item => item.leg === leg)!;
              expect([leg, status, now.status]).toEqual([
                leg,
                status,
                status === 'unknown' ? now.status : status,
              ]);
            }
          });
        },
      ),
      {
        numRuns: 200,
        examples: FORMER_MISTAKES.flatMap(([mesh, ...hidden]) =>
          // All questions, by turns.
          Array.from(
            { length: 8 },
            (_, start): [MeshRecipe, number, [number, string][]] => [
              mesh,
              start,
              hidden,
            ],
          ),
        ),
      },
    );
  });

  it('what holds for any client holds for each, and what is closed to all is open to none', () => {
    fc.assert(
      fc.property(meshes, fc.nat(), (mesh, start) => {
        const states = makeMesh(mesh);
        const context = contextOf(states);
        const queries = someQueries(states, start);
        for (const query of queries.filter(
          ({ client }) => client.workload === undefined,
        )) {
          const { client } = query;
          const { verdict } = analyzeReachability(context, query);
          const named = allClients(states).filter(
            item =>
              item.workload !== undefined &&
              item.cluster === client.cluster &&
              (client.namespace ?? item.namespace) === item.namespace,
          );
          for (const item of named) {
            const answer = analyzeReachability(context, {
              ...query,
              client: item,
            });
            expect([query, item, NAMED[verdict]]).toEqual([
              query,
              item,
              expect.arrayContaining([answer.verdict]),
            ]);
          }
        }
      }),
    );
  });

  it('the verdict is the conjunction of the legs, and each leg accounts for its status', () => {
    fc.assert(
      fc.property(meshes, fc.nat(), (mesh, start) => {
        const states = makeMesh(mesh);
        const answers = answersOf(states, someQueries(states, start));
        expect(answers).not.toEqual([]);
        answers.forEach(checkAnswer);
      }),
    );
  });

  it('where every cell is reachable there is nothing to plan', () => {
    const changes = [
      ...Object.keys(FEDERATION_CHANGES),
      'client not restarted',
    ];
    const seen = { empty: 0, steps: 0 };
    fc.assert(
      fc.property(arbitraryMesh(changes), mesh => {
        const states = makeMesh(mesh);
        const names = states.map(({ cluster }) => cluster);
        const federation = aFederation(names);
        const { steps } = planJoin({
          federation,
          federations: [federation],
          states,
          inventory: anInventory(names),
          request: { kind: 'join', restartWorkloads: true },
          now: NOW,
        });
        seen[steps.length === 0 ? 'empty' : 'steps'] += 1;
        const cells = names.flatMap(cluster =>
          names.map(provider => ({
            client: { cluster },
            provider,
            service: { namespace: 'shop', name: 'orders' },
            port: 80,
          })),
        );
        const verdicts = answersOf(states, cells).map(({ verdict }) => verdict);
        const isDone = verdicts.every(verdict => verdict === 'reachable');
        expect(isDone ? steps : []).toEqual([]);
      }),
      {
        numRuns: 150,
        examples: [[{ clusters: ['east', 'west'], changes: [] }]],
      },
    );
    expect(Math.min(seen.empty, seen.steps)).toBeGreaterThan(0);
  });
});
