import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  describeObject,
  optional,
  type Run,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { RunAudit } from '../../execution/run/RunWorker';

const FAILURES = {
  refused: 'The cluster refused the write',
  uncertain: 'Whether the write has arrived is not known',
} as const;

/**
 * Writes an audit event for each write of a run to a cluster and for the end of each run. The event
 * of a write is begun before it is sent: should the backend die, it stays without an end. That an
 * event cannot be written is logged and does not stop the run.
 */
export function createRunAudit(options: {
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
}): RunAudit {
  const { auditor, logger } = options;
  const attempt = async <T>(
    write: () => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await write();
    } catch (error) {
      logger.error(
        `An audit event of a run was not written: ${stringifyError(error)}`,
      );
      return undefined;
    }
  };
  return {
    async writeBegins({ run, stepId, cluster, ref, attempted }) {
      const event = await attempt(() =>
        auditor.createEvent({
          eventId: 'cluster-write',
          severityLevel: attempted === 'deleted' ? 'high' : 'medium',
          meta: {
            ...identityOf(run),
            step: stepId,
            cluster,
            object: describeObject(ref),
            operation: attempted,
          },
        }),
      );
      return {
        ended: async result => {
          await attempt(async () =>
            result === 'refused' || result === 'uncertain'
              ? event?.fail({ error: new Error(FAILURES[result]) })
              : event?.success({ meta: { result } }),
          );
        },
      };
    },
    async runEnded(run, { status, outcome, error }) {
      const failed = status === 'failed' || status === 'conflict';
      const well = status === 'succeeded' && outcome === 'proven';
      await attempt(async () => {
        const event = await auditor.createEvent({
          eventId: 'run-end',
          severityLevel: well ? 'medium' : 'high',
          meta: {
            ...identityOf(run),
            status,
            outcome,
            ...optional({ code: error?.code }),
          },
        });
        await (failed
          ? event.fail({ error: new Error(error?.message ?? status) })
          : event.success());
      });
    },
  };
}

function identityOf(run: Run) {
  const { id, planId, federation, approvedBy } = run;
  return { run: id, plan: planId, federation, user: approvedBy };
}
