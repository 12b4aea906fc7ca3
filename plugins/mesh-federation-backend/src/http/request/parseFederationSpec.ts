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
  const fields = parseFields(body, [
    'description',
    'members',
    'reader',
    'version',
  ]);
  const { description, reader, version } = fields;
  const members = [...parseStrings(fields.members, 'members')].sort(
    compareStrings,
  );
  if (members.length < 2) {
    throw new InputError('members: must name two clusters or more');
  }
  if (description !== undefined && typeof description !== 'string') {
    throw new InputError('description: must be a string');
  }
  if (
    version !== undefined &&
    !(typeof version === 'number' && Number.isInteger(version) && version >= 0)
  ) {
    throw new InputError('version: must be a whole number from 0 on');
  }
  const choice = READERS.find(item => item === reader);
  if (reader !== undefined && choice === undefined) {
    throw new InputError(`reader: must be one of ${READERS.join(', ')}`);
  }
  return {
    ...optional({ description }),
    members,
    ...optional({ reader: choice, version }),
  };
}
