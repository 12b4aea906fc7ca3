import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from './askPlugin.ts';
import { arrivedFrom, type Row } from './compare.ts';
import { measureTraffic, type Measured } from './measureTraffic.ts';
import type { Scenario, Target } from './scenario.ts';
import type { Snapshots } from './Snapshots.ts';
import type { Stage } from './Stage.ts';

/** Endpoints that are gone get about in less than these times together. */
const PAUSES_MS = [500, 2000, 5000];

/** Nothing has this label: a Service that selects it has no endpoints. */
const NOBODY = { app: 'taken-away' };

/**
 * What stands by has to take over: takes away the endpoints that are said to be nearer, sends
 * requests once more, and adds to the rows of those that get none what is wrong. The Services are
 * put back by the snapshots.
 */
export async function takeOver(
  options: {
    readonly stage: Stage;
    readonly snapshots: Snapshots;
    readonly scenario: Scenario;
  },
  answers: readonly Answer[],
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const failing = new Set<number>();
  for (const [key, waiting] of byNearer(answers)) {
    const { target, nearer } = JSON.parse(key) as Nearer;
    const left = await withoutNearer(options, { target, nearer }, waiting);
    left.forEach(answer => failing.add(answers.indexOf(answer)));
  }
  return rows.map((row, index) =>
    failing.has(index)
      ? {
          ...row,
          problems: [
            ...row.problems,
            'standby, but no request arrives when the nearer endpoints are gone',
          ],
        }
      : row,
  );
}

interface Nearer {
  readonly target: Target;
  readonly nearer: readonly string[];
}

function byNearer(
  answers: readonly Answer[],
): ReadonlyMap<string, readonly Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const { target, client, cell } = answer;
    if (client && cell?.standby) {
      const key = JSON.stringify({ target, nearer: cell.standby.nearer });
      groups.set(key, [...(groups.get(key) ?? []), answer]);
    }
  }
  return groups;
}

/** Answers about clients whose requests do not arrive; the Services have their selectors again. */
async function withoutNearer(
  {
    stage,
    snapshots,
    scenario,
  }: {
    readonly stage: Stage;
    readonly snapshots: Snapshots;
    readonly scenario: Scenario;
  },
  { target, nearer }: Nearer,
  waiting: readonly Answer[],
): Promise<readonly Answer[]> {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    namespace: target.namespace,
    name: target.name,
  };
  const before = await Promise.all(
    nearer.map(async cluster => {
      const found = await snapshots.keep(cluster, service);
      await stage.api(cluster).mergePatch(service, {
        spec: { selector: { ...goneKeys(found?.spec), ...NOBODY } },
      });
      return { cluster, found };
    }),
  );
  let left = waiting;
  for (const pause of PAUSES_MS) {
    await sleep(pause);
    const measured = await measureTraffic(
      stage,
      { ...scenario, targets: [target] },
      { sure: true },
    );
    left = left.filter(answer => !arrives(measured, answer));
    if (left.length === 0) {
      break;
    }
  }
  for (const { cluster, found } of before) {
    await stage.api(cluster).mergePatch(service, {
      spec: { selector: { app: null, ...selectorOf(found?.spec) } },
    });
  }
  return left;
}

function selectorOf(spec: unknown): Readonly<Record<string, string>> {
  return (
    (spec as { readonly selector?: Readonly<Record<string, string>> })
      ?.selector ?? {}
  );
}

/** A merge patch takes a key out by null. */
function goneKeys(spec: unknown): Readonly<Record<string, null>> {
  return Object.fromEntries(
    Object.keys(selectorOf(spec)).map(name => [name, null]),
  );
}

function arrives(
  measured: readonly Measured[],
  { cluster, client, provider }: Answer,
): boolean {
  return measured.some(
    each =>
      each.cluster === cluster &&
      each.client === client &&
      arrivedFrom(each.results, provider).length > 0,
  );
}
