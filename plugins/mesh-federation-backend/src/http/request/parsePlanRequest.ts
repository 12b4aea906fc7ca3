import { InputError } from '@backstage/errors';
import {
  compareStrings,
  optional,
  type PlanRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { parseFieldChoices } from './parseFieldChoices';
import { parseFields, parseFlag, parseStrings } from './parseFields';

/**
 * Checks the body of a request for a plan. `clusters` come out sorted.
 *
 * Throws `InputError` that names the field.
 */
export function parsePlanRequest(body: unknown): PlanRequest {
  const { kind } = parseFields(body, [
    'kind',
    'restartWorkloads',
    'clusters',
    'keepFlags',
    'fields',
  ]);
  switch (kind) {
    case 'join': {
      const fields = parseFields(body, ['kind', 'restartWorkloads', 'fields']);
      const restart = parseFlag(fields.restartWorkloads, 'restartWorkloads');
      return {
        kind,
        ...optional({
          restartWorkloads: restart,
          fields: parseFieldChoices(fields.fields),
        }),
      };
    }
    case 'leave': {
      const fields = parseFields(body, [
        'kind',
        'clusters',
        'keepFlags',
        'fields',
      ]);
      const keepFlags = parseFlag(fields.keepFlags, 'keepFlags');
      const clusters =
        fields.clusters === undefined
          ? undefined
          : [...parseStrings(fields.clusters, 'clusters')].sort(compareStrings);
      if (clusters?.length === 0) {
        throw new InputError('clusters: must name one cluster or more');
      }
      return {
        kind,
        ...optional({
          clusters,
          keepFlags,
          fields: parseFieldChoices(fields.fields),
        }),
      };
    }
    default:
      throw new InputError('kind: must be one of join, leave');
  }
}
