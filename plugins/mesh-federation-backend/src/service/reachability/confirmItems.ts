import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Reachability,
  type ReachabilityCell,
  type ServerTestimony,
  type ServiceReachability,
  type Testimony,
  type Timestamp,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import {
  confirmReachability,
  toCell,
  unconfirmed,
  type Heard,
  type WitnessQuestion,
} from '@mesh-federation/backstage-plugin-mesh-federation-common/analysis';
import type { PackedKnowledge } from '../judging/known/PackedKnowledge';
import type { Judging } from '../judging/threads/Judging';
import type { Witness } from '../../observation/witness/Witness';
import { whoSaid } from '../judging/reachability/whoSaid';

interface Options {
  readonly judging: Judging;
  readonly knowledge: PackedKnowledge;
  /** Absent when istiod is not to be asked. */
  readonly witness: Witness | undefined;
  readonly now: () => Date;
}

/** How long istiod gathers changes before it hands them on, and some more. */
const SECOND_LOOK_MS = 1_500;

/** So many explanations of one answer are confirmed at most: a page opens one. */
const MAX_CONFIRMED = 5;

/**
 * Asks the second witness about the cells that are explained, and gives them the verdict of both.
 */
export async function confirmItems(
  items: readonly ServiceReachability[],
  options: Options,
): Promise<readonly ServiceReachability[]> {
  const { witness } = options;
  if (witness === undefined) {
    return items;
  }
  let left = MAX_CONFIRMED;
  return Promise.all(
    items.map(async item => {
      const { explanation } = item;
      if (explanation === undefined || left === 0) {
        return item;
      }
      left -= 1;
      return withExplanation(
        item,
        await confirm(explanation, { ...options, witness }),
      );
    }),
  );
}

/**
 * Where they disagree istiod may not have handed on yet what was observed: it is asked once more.
 */
async function confirm(
  reading: Reachability,
  options: Options & { readonly witness: Witness },
): Promise<Reachability> {
  const first = await look(reading, options, newest(options.knowledge));
  if (first.confirmation?.status !== 'contradicted') {
    return first;
  }
  await sleep(SECOND_LOOK_MS);
  const second = await look(reading, options, options.now().toISOString());
  const { confirmation } = second;
  return confirmation?.status === 'unconfirmed' &&
    confirmation.why.kind === 'not-asked'
    ? first
    : second;
}

/** When the newest observation began: what istiod said before may know nothing of it. */
function newest({ clusters }: PackedKnowledge): Timestamp {
  return (
    clusters
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? ''
  );
}

async function look(
  reading: Reachability,
  options: Options & { readonly witness: Witness },
  notBefore: Timestamp,
): Promise<Reachability> {
  const { judging, knowledge, witness } = options;
  const { client, provider, service, port } = reading;
  const question = await judging.ask('proxiesToAsk', knowledge, {
    query: { client, provider, service, port },
  });
  const { cluster } = question;
  const answers = await witness.ask({ ...question, notBefore });
  const refused = answers.find(answer => !answer.ok);
  const dumps = answers.flatMap(answer => (answer.ok ? [answer.dump] : []));
  if (refused && !refused.ok && dumps.length === 0) {
    return unconfirmed(reading, { kind: 'not-asked', reason: refused.reason });
  }
  const testimonies = await Promise.all(
    dumps.map(
      async (dump): Promise<Testimony> => ({
        ...whoSaid(cluster, dump),
        request: await judging.ask('readDump', knowledge, {
          dump,
          asked: question,
        }),
      }),
    ),
  );
  return confirmReachability(reading, question, {
    testimonies,
    unheard: question.kindsLeftOut + answers.length - dumps.length,
    servers: await askAboutServers(question, options, notBefore),
  });
}

async function askAboutServers(
  { servers, identities, host, port: servicePort }: WitnessQuestion,
  { judging, knowledge, witness }: Options & { readonly witness: Witness },
  notBefore: Timestamp,
): Promise<Heard['servers']> {
  const { cluster, proxies, leftOut } = servers;
  const answers = await witness.ask({ ...servers, notBefore });
  const testimonies = await Promise.all(
    answers.map(
      async (answer, index): Promise<readonly ServerTestimony[]> =>
        answer.ok
          ? [
              {
                ...whoSaid(cluster, answer.dump),
                requests: await judging.ask('readServerDump', knowledge, {
                  dump: answer.dump,
                  identities,
                  request: { port: proxies[index]!.port, host, servicePort },
                }),
              },
            ]
          : [],
    ),
  );
  const heard = testimonies.flat();
  return {
    testimonies: heard,
    unheard: leftOut + answers.length - heard.length,
  };
}

/** The item with another explanation, and its cell with the same verdict. */
function withExplanation(
  item: ServiceReachability,
  explanation: Reachability,
): ServiceReachability {
  const cell = toCell(explanation);
  return {
    ...item,
    explanation,
    cells: item.cells.map(other => (isSame(other, cell) ? cell : other)),
  };
}

function isSame(a: ReachabilityCell, b: ReachabilityCell): boolean {
  return (
    a.provider === b.provider &&
    a.port === b.port &&
    a.client.cluster === b.client.cluster &&
    a.client.namespace === b.client.namespace &&
    a.client.workload === b.client.workload
  );
}
