import { InputError } from '@backstage/errors';

import type { FederationSpec } from '../model';
import { compareStrings } from '../model/compareStrings';
import { isDnsLabel, parseFields, parseStrings } from './parseFields';

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
    ...(description === undefined ? {} : { description }),
    members,
    ...(choice === undefined ? {} : { reader: choice }),
  };
}

/** Checks the name of a federation. Throws `InputError`. It becomes part of a label key, so that it is a DNS label. */
export function parseFederationName(name: unknown): string {
  if (typeof name !== 'string' || !isDnsLabel(name)) {
    throw new InputError(
      'name: must consist of lower-case letters, digits and hyphens, begin and end with a letter or digit, and have 63 characters at most',
    );
  }
  return name;
}
