import {
  optional,
  type MeshFederationApi,
  type Plan,
  type RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** Which run is that of a task. */
export type TaskSubject =
  /** The task says which plan it made. */
  | { readonly kind: 'plan'; readonly planId: string }
  /** It has not ended well yet: the newest of the federation, if it began after the task. */
  | {
      readonly kind: 'federation';
      readonly federation: string;
      /** When the task began, ISO 8601. */
      readonly since: string;
    };

/** What a task has come to: its run, or the plan as long as it has none. */
export interface TaskRun {
  readonly plan?: Plan;
  readonly run?: RunWithEvents;
}

/** The run of a task, or its plan; nothing before there is one. */
export async function loadTaskRun(
  api: Pick<MeshFederationApi, 'getPlan' | 'getRun' | 'listRuns'>,
  subject: TaskSubject,
): Promise<TaskRun> {
  if (subject.kind === 'plan') {
    const plan = await api.getPlan(subject.planId);
    const run = plan.run && (await api.getRun(plan.run.id));
    return { plan, ...optional({ run }) };
  }
  const { federation, since } = subject;
  const { items } = await api.listRuns({ federation, limit: 1 });
  const newest = items.find(
    ({ startedAt }) => Date.parse(startedAt) >= Date.parse(since),
  );
  return newest ? { run: await api.getRun(newest.id) } : {};
}
