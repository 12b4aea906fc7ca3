import { FEDERATION_NAME } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { z as zod } from 'zod/v3';

type Z = typeof zod;

export function federationField(z: Z) {
  return z
    .string()
    .regex(FEDERATION_NAME)
    .describe('Name of the federation: lower-case letters, digits and -.');
}

export function clustersField(z: Z) {
  return z
    .array(z.string().min(1))
    .min(1)
    .describe('Names of clusters, as the Kubernetes plugin knows them.');
}

export function findingsField(z: Z) {
  return z
    .array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        blocking: z.boolean().describe('A plan with it is not run.'),
        cluster: z.string().optional(),
        peer: z.string().optional(),
        message: z.string(),
        fix: z.string(),
      }),
    )
    .describe('What is to be known or to be mended, the severe first.');
}

export function markdownField(z: Z) {
  return z.string().describe('The same for people, as Markdown.');
}

export function planIdField(z: Z) {
  return z
    .string()
    .min(1)
    .describe('Id of the plan, as mesh-federation:plan gives it.');
}
