import type { z as zod } from 'zod/v3';

/** Services that are to be reached. */
export function servicesField(z: typeof zod) {
  return z
    .array(
      z.object({
        namespace: z.string().min(1),
        name: z.string().min(1),
        from: z
          .string()
          .min(1)
          .optional()
          .describe("The client's cluster. Default each member."),
        to: z
          .string()
          .min(1)
          .optional()
          .describe(
            'The cluster that answers; then istiod is asked as well. Default any that has endpoints.',
          ),
        port: z
          .number()
          .int()
          .min(1)
          .max(65535)
          .optional()
          .describe('Default all ports.'),
      }),
    )
    .max(50)
    .optional()
    .describe('Services that are to be reached. Default none.');
}
