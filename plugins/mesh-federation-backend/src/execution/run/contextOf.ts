import {
  optional,
  type ClusterName,
  type ClusterSilence,
  type Plan,
  type PlannedStep,
  type Run,
  type Step,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ClusterSilences } from '../step/ClusterSilences';
import { haltIfAborted } from '../step/haltIfAborted';
import { listeningClients } from '../step/listeningClients';
import type { BegunWrite, StepContext } from '../step/StepContext';
import type { RunHalt } from './RunHalt';
import type { RunJournal } from './RunJournal';
import type { RunWorkerOptions } from './RunWorker';

/** What a step of a run gets; all that it tells goes into the journal. */
export function contextOf(options: {
  readonly run: Run;
  readonly planned: PlannedStep;
  readonly plan: Plan;
  readonly journal: RunJournal;
  readonly halt: RunHalt;
  readonly silences: ClusterSilences;
  /** Lets few restarts happen side by side. */
  readonly restarts: (work: () => Promise<void>) => Promise<void>;
  readonly worker: RunWorkerOptions;
}): StepContext {
  const { planned, plan, journal, halt, silences, worker } = options;
  const { step } = planned;
  const { id } = step;
  const { config, now, random, sleep } = worker;
  const { signal } = halt;
  const guard = async () => {
    haltIfAborted(signal);
    await journal.beat();
    haltIfAborted(signal);
  };
  return {
    step,
    planned,
    plan,
    config,
    gateTimeoutMs: step.dependsOn.some(
      before => journal.step(before)?.status === 'proposed',
    )
      ? config.runs.proposalTimeoutMs
      : config.runs.gateTimeoutMs,
    now,
    random,
    sleep,
    signal,
    clients: listeningClients({
      clients: worker.clients,
      silences,
      now,
      signal,
    }),
    ...optional({ podHttp: worker.podHttp }),
    guard,
    begin: async (write, message) => {
      await guard();
      return begin(options, write, message);
    },
    progress: message =>
      journal.update(id, { message }, { type: 'step-progress', message }),
    remaining: remaining => journal.update(id, { remaining }),
    paced: work => options.restarts(work),
    record: receipt => journal.receipt(id, receipt),
    tellSilence: until => tellSilence(options, until),
  };
}

/** Tells the record and whoever audits, before the write is sent, and what became of it. */
async function begin(
  options: Parameters<typeof contextOf>[0],
  ...[{ cluster, ref, attempted }, message]: Parameters<StepContext['begin']>
): Promise<BegunWrite> {
  const { run, planned, journal, worker } = options;
  const stepId = planned.step.id;
  const withdraw = await journal.begin(
    stepId,
    { cluster, ref, attempted, result: 'uncertain' },
    message,
  );
  const audited = await worker.audit.writeBegins({
    run,
    stepId,
    cluster,
    ref,
    attempted,
  });
  let open = true;
  const end = async (result: Parameters<typeof audited.ended>[0]) => {
    if (open) {
      open = false;
      await audited.ended(result);
    }
  };
  return {
    settle: async result => {
      // The cluster has done it: that is told first, because the record can be lost.
      await end(result);
      await journal.receipt(stepId, { cluster, ref, result });
    },
    withdraw: async () => {
      await end('refused');
      await withdraw();
    },
    doubt: () => end('uncertain'),
  };
}

/** Writes into the journal only when a cluster falls silent or answers again. */
async function tellSilence(
  options: Parameters<typeof contextOf>[0],
  until: Date,
): Promise<void> {
  const { planned, journal, silences, worker } = options;
  const { id } = planned.step;
  const told = journal.step(id)?.silences ?? [];
  const silent = clustersOf(planned.step).flatMap(
    (cluster): ClusterSilence[] => {
      const since = silences.since(cluster);
      return since
        ? [{ cluster, since: since.toISOString(), until: until.toISOString() }]
        : [];
    },
  );
  const fell = silent.filter(({ cluster }) => !has(told, cluster));
  const answers = told.filter(({ cluster }) => !has(silent, cluster));
  if (fell.length === 0 && answers.length === 0) {
    return;
  }
  const now = worker.now().getTime();
  const seconds = (from: number, to: number) => Math.round((to - from) / 1000);
  const message = [
    ...fell.map(
      ({ cluster }) =>
        `${cluster} does not answer: it is asked again for ${seconds(
          now,
          until.getTime(),
        )} s`,
    ),
    ...answers.map(
      ({ cluster, since }) =>
        `${cluster} answers again after ${seconds(Date.parse(since), now)} s`,
    ),
  ].join('; ');
  await journal.update(
    id,
    { silences: silent },
    { type: 'step-progress', message },
  );
}

function has(silences: readonly ClusterSilence[], name: ClusterName): boolean {
  return silences.some(({ cluster }) => cluster === name);
}

/** The clusters that a step asks or writes into. */
export function clustersOf(step: Step): readonly ClusterName[] {
  return 'peer' in step ? [step.cluster, step.peer] : [step.cluster];
}
