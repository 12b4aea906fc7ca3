import type { JsonValue } from '@backstage/types';
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** What whoever owns an object has to set, as data. */
export function proposalsField(z: Z) {
  return z
    .array(
      z.object({
        cluster: z.string(),
        kind: z.enum(['Deployment', 'ConfigMap', 'Secret']),
        namespace: z.string(),
        name: z.string(),
        env: z
          .record(z.string())
          .optional()
          .describe('Environment entries of istiod.'),
        removeEnv: z
          .array(z.string())
          .optional()
          .describe('Environment entries of istiod that go.'),
        caCertificates: z
          .array(z.record(z.unknown() as zod.ZodType<JsonValue>))
          .optional()
          .describe('The whole list of meshConfig.'),
        proxyMetadata: z
          .record(z.string())
          .optional()
          .describe('Entries of meshConfig.defaultConfig.proxyMetadata.'),
        rootCert: z
          .string()
          .optional()
          .describe('root-cert.pem of Secret cacerts: certificates alone.'),
      }),
    )
    .describe('What whoever owns an object has to set, as data.');
}

/** One of them. */
export type Proposal = zod.infer<ReturnType<typeof proposalsField>>[number];
