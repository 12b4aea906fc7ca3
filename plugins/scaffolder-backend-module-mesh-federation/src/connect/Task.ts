import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** What an action asks of the task that runs it, whatever its input and output are. */
export type Task = Pick<
  ActionContext<{}>,
  'checkpoint' | 'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'signal'
>;
