import { InputError } from '@backstage/errors';
import type { FieldChoice } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { z } from 'zod';

/** More than a plan of many clusters has conflicts. */
const MOST = 1000;

const text = z.string().min(1).max(1000);

const choices = z
  .array(
    z.strictObject({
      cluster: text,
      object: z.strictObject({
        apiVersion: text,
        kind: text,
        namespace: text.optional(),
        name: text,
      }),
      choice: z.enum(['leave', 'take-over']),
      managers: z.array(text).min(1).max(100),
      fields: z.array(text).min(1).max(100),
    }),
  )
  .max(MOST);

/**
 * Checks what a request for a plan chose for fields of others, as a finding offers it.
 *
 * Throws `InputError` that names the place.
 */
export function parseFieldChoices(
  value: unknown,
): readonly FieldChoice[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  const result = choices.safeParse(value);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new InputError(`${['fields', ...path].join('.')}: ${message}`);
  }
  return result.data as readonly FieldChoice[];
}
