import { InputError } from '@backstage/errors';
import {
  compareStrings,
  optional,
  type FederationSpec,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { parseFields, parseStrings } from './parseFields';

const READERS = ['with-secrets', 'without-secrets'] as const;

/**
 * Checks the body of a request for a federation; members come out sorted.
 *
 * Throws `InputError` that names the field.
 */
export function parseFederationSpec(body: unknown): FederationSpec {
  const fields = parseFields(body, ['description', 'members', 'reader']);
  const { description, reader } = fields;
  const members = [...parseStrings(fields.members, 'members')].sort(
    compareStrings,
  );
  if (members.length < 2) {
    throw new InputError('members: must name two clusters or more');
  }
  if (description !== undefined && typeof description !== 'string') {
    throw new InputError('description: must be a string');
  }
  const choice = READERS.find(item => item === reader);
  if (reader !== undefined && choice === undefined) {
    throw new InputError(`reader: must be one of ${READERS.join(', ')}`);
  }
  return {
    ...optional({ description }),
    members,
    ...optional({ reader: choice }),
  };
}
