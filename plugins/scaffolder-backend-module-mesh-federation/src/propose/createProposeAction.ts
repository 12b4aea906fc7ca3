import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { compareStrings } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { giveOutput } from '../definition/giveOutput';
import { pathInWorkspace } from '../definition/pathInWorkspace';
import { proposalsField, type Proposal } from '../definition/proposalsField';
import { oneLine } from '../text/oneLine';
import { editOwnerFile } from './editOwnerFile';
import { PROPOSE_EXAMPLES } from './proposeExamples';

/** Writes what the owner of an object has to commit into the owner's own file. */
export function createProposeAction() {
  return createTemplateAction({
    id: 'mesh-federation:propose',
    description:
      'Sets what a plan proposes to the owner of istiod in a file of the workspace, as it was fetched from the owner’s repository: Helm values, an IstioOperator, an Istio of the Sail operator, a HelmRelease, an Application with valuesObject, or the objects themselves, in the spelling that is in use there and with its comments. For actions such as publish:github:pull-request. Fails when the file is none of these, or lacks the place that is to be changed. A run sees the change in the cluster, not the merge. A dry run writes the same file.',
    examples: PROPOSE_EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        proposals: z =>
          proposalsField(z).describe(
            'Output `proposals` of mesh-federation:plan.',
          ),
        cluster: z =>
          z.string().min(1).describe('The cluster whose file it is.'),
        kinds: z =>
          z
            .array(z.enum(['Deployment', 'ConfigMap', 'Secret']))
            .min(1)
            .optional()
            .describe(
              'Only what is proposed for these objects, where the owner has them in several files. Default all.',
            ),
        path: z =>
          z
            .string()
            .min(1)
            .describe(
              'The file in the workspace. Where there is none, Helm values are written.',
            ),
      },
      output: {
        changed: z =>
          z.boolean().describe('False when the file says it already.'),
        objects: z => z.array(z.string()).describe('What becomes of the file.'),
        path: z => z.string(),
      },
    },
    async handler(ctx) {
      const { path, cluster } = ctx.input;
      const wanted = wantedOf(ctx.input);
      const file = pathInWorkspace(ctx.workspacePath, path);
      const before = await readIfThere(file);
      const content =
        wanted.length === 0 ? before : editOwnerFile(before, wanted);
      const changed = content !== before;
      if (changed) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
      const objects = [
        ...new Set(
          wanted.map(
            ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`,
          ),
        ),
      ].sort(compareStrings);
      ctx.logger.info(
        oneLine(
          changed
            ? `${path} now says what ${objects.join(
                ', ',
              )} of ${cluster} becomes`
            : `${path} is as it was: nothing is to be set for ${cluster}`,
        ),
      );
      giveOutput(ctx, { changed, objects, path });
    },
  });
}

function wantedOf(input: {
  readonly proposals: readonly Proposal[];
  readonly cluster: string;
  readonly kinds?: readonly Proposal['kind'][] | undefined;
}): readonly Proposal[] {
  const { proposals, cluster, kinds } = input;
  return proposals.filter(
    proposal =>
      proposal.cluster === cluster &&
      (kinds === undefined || kinds.includes(proposal.kind)),
  );
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
