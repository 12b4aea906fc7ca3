import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { findFederation } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { federationField, markdownField } from '../definition/fields';
import { giveOutput } from '../definition/giveOutput';
import { oneLine } from '../text/oneLine';
import type { Claim } from './Claim';
import { proofMarkdown, proofSentence } from './proofMarkdown';
import { readClaims } from './readClaims';
import { servicesField } from './servicesField';
import { VERIFY_EXAMPLES } from './verifyExamples';

const LEVELS = { yes: 'info', no: 'error', unknown: 'warn' } as const;
const MOST_NAMED = 10;

/** Proves a federation by what its clusters are now. */
export function createVerifyAction({ connect, links }: ActionTools) {
  return createTemplateAction({
    id: 'mesh-federation:verify',
    description:
      'Observes the members of a federation and reads whether each verifies each other one, each istiod reads each other cluster, and the given Services are reached. Fails unless all of it holds: what is not known does not. A dry run reads the same and tells it, but does not fail.',
    examples: VERIFY_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: { federation: federationField, services: servicesField },
      output: {
        holds: z => z.boolean().describe('All claims hold.'),
        claims: z =>
          z.array(
            z.object({
              about: z.enum([
                'observation',
                'trust',
                'discovery',
                'reachability',
              ]),
              claim: z.string(),
              holds: z.enum(['yes', 'no', 'unknown']),
              reason: z.string(),
            }),
          ),
        markdown: markdownField,
        link: z => z.string().describe("The federation's page."),
      },
    },
    async handler(ctx) {
      const { federation: name, services = [] } = ctx.input;
      const api = connect(ctx);
      const federation = await findFederation(api, name);
      const members = federation?.members ?? [];
      if (members.length < 2 && !ctx.isDryRun) {
        throw new InputError(
          `federation: '${name}' has no two members to verify. Plan and run a join first`,
        );
      }
      const claims =
        members.length < 2
          ? [notJoined(name)]
          : await readClaims(api, members, services);
      for (const { claim, holds, reason } of claims) {
        ctx.logger[LEVELS[holds]](oneLine(`${claim}: ${holds}. ${reason}`));
      }
      const failed = claims.filter(({ holds }) => holds !== 'yes');
      if (failed.length > 0 && !ctx.isDryRun) {
        throw new ConflictError(failure(name, claims, failed));
      }
      giveOutput(ctx, {
        holds: failed.length === 0,
        claims: [...claims],
        markdown: proofMarkdown(name, claims).markdown,
        link: links.federation(name),
      });
    },
  });
}

/** In a dry run the join that comes before has not happened. */
function notJoined(name: string): Claim {
  return {
    about: 'trust',
    claim: `The members of ${name} verify each other`,
    holds: 'unknown',
    reason: 'The federation has no two members yet',
  };
}

function failure(
  name: string,
  claims: readonly Claim[],
  failed: readonly Claim[],
): string {
  const named = failed
    .slice(0, MOST_NAMED)
    .map(({ claim, holds, reason }) =>
      oneLine(`${claim}: ${holds === 'no' ? 'no' : 'not known'}. ${reason}`),
    );
  const left = failed.length - named.length;
  return [
    `${proofSentence(name, claims)}. What does not:`,
    ...named,
    ...(left > 0 ? [`… and ${left} more, in the log`] : []),
  ].join('\n');
}
