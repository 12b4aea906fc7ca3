import {
  addWeighings,
  NOTHING_WEIGHED,
  type Weighing,
  type WorkloadToAsk,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import { optional } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { createHash } from 'node:crypto';
import type { WitnessStore } from '../../database/witness/WitnessStore';
import type { ProxyDump, Witness } from '../../observation/witness/Witness';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import { readKnowledge, type KnowledgeSources } from '../mesh/readKnowledge';
import { witnessKey } from '../mesh/witnessKey';
import { turnsOf } from './turnsOf';

/** So many Services are weighed at one time: others get their turn between. */
const SERVICES = 100;

/** Weighing takes at most this share of the time of one thread. */
const SHARE = 0.2;

/** How long istiod gathers changes before it hands them on, and some more. */
const SECOND_LOOK_MS = 2_000;

/** What was not asked about for so long is of no workload any more. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

interface Options extends KnowledgeSources {
  readonly witness: Witness;
  readonly store: WitnessStore;
  /** Between two questions to the control plane of one cluster. */
  readonly intervalMs: number;
  /** Ends early when the signal says so; never rejects. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Asks istiod about one workload after the other, those first that were asked about least recently
 * and those that it contradicts in between, until the signal ends it: over time every workload of
 * every cluster. Each cluster's control plane is asked once in the interval at most.
 */
export async function askInTurn(
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  const { judging, store, now, sleep, intervalMs } = options;
  const begun = now().getTime();
  await store.prune(new Date(begun - FORGOTTEN_MS).toISOString());
  const knowledge = await readKnowledge(options);
  const all = await judging.ask('workloads', knowledge, {});
  const asked = new Map(
    (await store.asked()).map(record => [witnessKey(record), record]),
  );
  for (const turn of turnsOf(all, workload =>
    asked.get(witnessKey(workload)),
  )) {
    for (const workload of turn) {
      if (signal.aborted) {
        return;
      }
      const started = now().getTime();
      await askAbout(workload, {
        ...options,
        knowledge,
        signal,
        ...optional({ seen: asked.get(witnessKey(workload))?.seen }),
      });
      const took = now().getTime() - started;
      await sleep(
        Math.max(intervalMs / turn.length - took, took * (1 / SHARE - 1)),
        signal,
      );
    }
  }
}

async function askAbout(
  workload: WorkloadToAsk,
  options: Options & {
    readonly knowledge: PackedKnowledge;
    readonly signal: AbortSignal;
    readonly seen?: string;
  },
): Promise<void> {
  const { witness, store, knowledge, now } = options;
  const { cluster, namespace, workload: name } = workload;
  const subject = { cluster, namespace, workload: name };
  const [answer] = await witness.ask({ cluster, proxies: [workload.proxy] });
  const askedAt = now().toISOString();
  if (!answer?.ok) {
    const problem = answer?.reason;
    await store.save({
      ...subject,
      askedAt,
      weighing: NOTHING_WEIGHED,
      ...optional({ problem }),
    });
    return;
  }
  const seen = digestOf(knowledge, answer.dump);
  if (seen === options.seen) {
    await store.touch(subject, askedAt);
    return;
  }
  const weighing = await weighAll(workload, answer.dump, options);
  if (weighing.contradictions.length === 0) {
    await store.save({ ...subject, askedAt, seen, weighing });
    return;
  }
  // What was known may be older than what istiod said, or istiod has not handed on yet what is new.
  await options.sleep(SECOND_LOOK_MS, options.signal);
  const fresh = { ...options, knowledge: await readKnowledge(options) };
  const [again] = await witness.ask({
    cluster,
    proxies: [workload.proxy],
    notBefore: now().toISOString(),
  });
  if (again?.ok && !options.signal.aborted) {
    await store.save({
      ...subject,
      askedAt: now().toISOString(),
      seen: digestOf(fresh.knowledge, again.dump),
      weighing: await weighAll(workload, again.dump, fresh),
    });
  }
}

async function weighAll(
  workload: WorkloadToAsk,
  dump: ProxyDump,
  { judging, knowledge }: Options & { readonly knowledge: PackedKnowledge },
): Promise<Weighing> {
  let sum = NOTHING_WEIGHED;
  let from = 0;
  for (;;) {
    const { weighing, more } = await judging.ask('weigh', knowledge, {
      workload,
      dump,
      from,
      limit: SERVICES,
    });
    sum = addWeighings(sum, weighing);
    if (!more) {
      return sum;
    }
    from += SERVICES;
  }
}

/** Of what was known and what istiod said: the same again gives the same. */
function digestOf(
  { clusters, federations }: PackedKnowledge,
  { text }: ProxyDump,
): string {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      clusters.map(item => ['digest' in item ? item.digest : item.reason]),
      federations,
    ]),
  );
  hash.update(new Uint8Array(text));
  return hash.digest('hex');
}
