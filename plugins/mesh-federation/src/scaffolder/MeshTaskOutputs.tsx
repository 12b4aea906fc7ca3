import { useApi } from '@backstage/frontend-plugin-api';
import {
  scaffolderApiRef,
  type ScaffolderTaskOutput,
} from '@backstage/plugin-scaffolder-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import { Box } from '@backstage/ui';
import { useCallback, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { TaskRunCard } from '../features/template/result/TaskRunCard';
import type { TaskSubject } from '../features/template/result/loadTaskRun';
import { useLoad } from '../ui/load/useLoad';
import { textAt } from './formValues';

/** The output of a template that names the plan of the task. */
const PLAN_ID = 'meshFederationPlanId';

/** The parameter of a template that names the federation. */
const FEDERATION = 'federation';

/** Which run is the task's; nothing for tasks of other templates. */
function useSubject(
  output: ScaffolderTaskOutput | undefined,
): TaskSubject | undefined {
  const { taskId = '' } = useParams();
  const api = useApi(scaffolderApiRef);
  const load = useLoad(useCallback(() => api.getTask(taskId), [api, taskId]));
  const task = load.status === 'ready' ? load.value : undefined;
  const planId = textAt(output, PLAN_ID);
  const federation = textAt(task?.spec.parameters, FEDERATION);
  const since = task?.createdAt;
  const made = useMemo<TaskSubject | undefined>(
    () => (planId === undefined ? undefined : { kind: 'plan', planId }),
    [planId],
  );
  const asked = useMemo<TaskSubject | undefined>(
    () =>
      federation === undefined || since === undefined
        ? undefined
        : { kind: 'federation', federation, since },
    [federation, since],
  );
  // Only of a task that goes on, or has failed, is not known what it has made.
  return made ?? (output === undefined ? asked : undefined);
}

/**
 * What a task shows below its steps: the run while it lasts and what was proven afterwards, then
 * links and texts as for other templates.
 */
export function MeshTaskOutputs(props: {
  readonly output?: ScaffolderTaskOutput;
}) {
  const subject = useSubject(props.output);
  return (
    <>
      {subject && (
        <Box mb="4">
          <TaskRunCard subject={subject} />
        </Box>
      )}
      <DefaultTemplateOutputs output={props.output} />
    </>
  );
}
