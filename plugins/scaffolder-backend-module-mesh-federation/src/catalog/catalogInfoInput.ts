import type { z as zod } from 'zod/v3';

type Z = typeof zod;

/** Input of the action that writes the entity of a cluster. */
export const CATALOG_INFO_INPUT = {
  name: (z: Z) =>
    z
      .string()
      .regex(/^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/)
      .max(63)
      .describe('Name of the cluster, and of the entity.'),
  title: (z: Z) => z.string().optional(),
  description: (z: Z) => z.string().optional(),
  owner: (z: Z) =>
    z.string().min(1).describe('For example group:default/platform.'),
  system: (z: Z) => z.string().min(1).optional(),
  dependsOn: (z: Z) =>
    z
      .array(z.string().min(1))
      .optional()
      .describe('Entities that the cluster needs, with their kind.'),
  apiServerUrl: (z: Z) =>
    z
      .string()
      .min(1)
      .optional()
      .describe(
        'Address of the API server, as Backstage and the other clusters reach it. A connection needs it; alone it only tells the other clusters.',
      ),
  connection: (z: Z) =>
    z
      .object({
        authProvider: z
          .string()
          .min(1)
          .describe('Of the Kubernetes plugin, other than serviceAccount.'),
        caData: z
          .string()
          .min(1)
          .describe('Certificates of the API server’s CA, Base64 of PEM.'),
        metadata: z
          .record(z.string())
          .optional()
          .describe(
            'Annotations that the auth provider needs, such as kubernetes.io/x-k8s-aws-id.',
          ),
      })
      .optional()
      .describe(
        'Lets the Kubernetes plugin find the cluster in the catalog. Leave it out for a cluster that it knows from its configuration.',
      ),
  path: (z: Z) =>
    z
      .string()
      .min(1)
      .optional()
      .describe('File in the workspace. Default catalog-info.yaml.'),
};
