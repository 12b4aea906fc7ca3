import { InputError } from '@backstage/errors';
import {
  compareStrings,
  type PlanPreviewRequest,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { parseStrings } from './parseFields';
import { parsePlanRequest } from './parsePlanRequest';

/**
 * Checks the body of a request for what would be planned; `members` come out sorted.
 *
 * Throws `InputError` that names the field.
 */
export function parsePlanPreview(body: {
  readonly members?: unknown;
}): PlanPreviewRequest {
  const { members, ...rest } = body;
  const request = parsePlanRequest(rest);
  if (members === undefined) {
    return request;
  }
  const names = [...parseStrings(members, 'members')].sort(compareStrings);
  if (names.length < 2) {
    throw new InputError('members: must name two clusters or more');
  }
  return { ...request, members: names };
}
