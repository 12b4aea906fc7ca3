import type { Task } from './Judging';
import type { PackedKnowledge } from '../known/PackedKnowledge';
import type { Reply } from './createAnswerer';

/** Certificates and tokens end while nothing is observed anew. */
const MAX_AGE_MS = 60_000;

/** The one that was asked for least recently goes first. */
const MAX_KEPT = 100;

type Run = (task: Task) => Promise<Reply<unknown>>;

/**
 * Keeps replies as long as nothing else is known and for a minute at most, so that all who ask the
 * same share one reply, also while it is being worked out. Within that minute all questions are
 * asked as of the same time.
 */
export function keepReplies(): (
  task: Task,
  run: Run,
) => Promise<Reply<unknown>> {
  const replies = new Map<string, Promise<Reply<unknown>>>();
  let version = '';
  let now = '';
  return (task, run) => {
    const { knowledge } = task;
    const newest = versionOf(knowledge);
    const age = Date.parse(knowledge.now) - Date.parse(now);
    if (newest !== version || !(age >= 0 && age < MAX_AGE_MS)) {
      version = newest;
      now = knowledge.now;
      replies.clear();
    }
    const key = JSON.stringify([task.question, task.options]);
    const reply =
      replies.get(key) ?? run({ ...task, knowledge: { ...knowledge, now } });
    replies.delete(key);
    replies.set(key, reply);
    // A failure is not kept: the next caller tries again.
    reply.catch(() => {
      if (replies.get(key) === reply) {
        replies.delete(key);
      }
    });
    if (replies.size > MAX_KEPT) {
      replies.delete(replies.keys().next().value!);
    }
    return reply;
  };
}

function versionOf({
  clusters,
  federations,
  contradictions,
  inventory,
}: PackedKnowledge): string {
  return JSON.stringify([
    clusters.map(item => [
      item.cluster,
      item.at,
      'digest' in item ? item.digest : item.reason,
    ]),
    federations,
    contradictions,
    inventory,
  ]);
}
