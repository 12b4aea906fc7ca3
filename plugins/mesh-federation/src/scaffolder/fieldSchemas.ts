import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** What `MeshClusterPicker` gives, and its `ui:options`. */
export const clusterPickerSchema = makeFieldSchema({
  output: z =>
    z
      .union([z.string(), z.array(z.string()).readonly()])
      .describe(
        'Names of clusters as the Kubernetes plugin knows them: one for type string, several for type array.',
      ),
  uiOptions: z =>
    z.object({
      change: z
        .enum(['join', 'leave'])
        .optional()
        .describe(
          'Whether the clusters are to join or to leave: what cannot be chosen depends on it. Default join.',
        ),
      federationParameter: z
        .string()
        .optional()
        .describe(
          'The parameter of the form that names the federation: its members cannot join it, and nobody else can leave it.',
        ),
    }),
});

/** What `MeshFederationPicker` gives, and its `ui:options`. */
export const federationPickerSchema = makeFieldSchema({
  output: z => z.string().describe('Name of a federation.'),
  uiOptions: z =>
    z.object({
      change: z
        .enum(['join', 'leave'])
        .optional()
        .describe(
          'Whether clusters are to join it, which may be new then, or to leave it. Default join.',
        ),
      clustersParameter: z
        .string()
        .optional()
        .describe(
          'The parameter of the form that names the clusters, for a join on the same page or one before: with it a plan is tried.',
        ),
    }),
});
