import type { Plan } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { dirname, delimiter, isAbsolute, join } from 'node:path';
import { binaries, type ClusterHandle } from '../bed/index.ts';
import { run } from '../bed/process.ts';
import { ROOT } from '../demo/paths.ts';

const STEP_TIMEOUT_MS = 180_000;

/**
 * Does what a person does who copies the commands of a plan's steps, in their order, into a shell
 * instead of approving the plan. The context of each cluster has its name. Between two steps,
 * `untilDone` waits for what the comment of a step asks for.
 */
export async function runCommands(
  clusters: readonly ClusterHandle[],
  { steps }: Plan,
  untilDone: (step: Plan['steps'][number]['step']) => Promise<void>,
): Promise<void> {
  const { kubectl: program } = binaries();
  const path = process.env.PATH ?? '';
  const env = {
    KUBECONFIG: clusters.map(({ kubeconfig }) => kubeconfig).join(delimiter),
    PATH: isAbsolute(program) ? `${dirname(program)}${delimiter}${path}` : path,
  };
  for (const [index, text] of (await commandsOf(steps)).entries()) {
    const { step, title } = steps[index]!;
    if (text === '') {
      throw new Error(`"${title}" has no command.`);
    }
    await run('bash', ['-e', '-o', 'pipefail', '-c', text], {
      timeoutMs: STEP_TIMEOUT_MS,
      env,
    });
    await untilDone(step);
  }
}

/** As the page shows them. */
async function commandsOf(steps: Plan['steps']): Promise<readonly string[]> {
  const { stdout } = await run(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', '--require'],
      '@backstage/cli/config/nodeTransform.cjs',
      join(ROOT, 'test/e2e/sayCommands.ts'),
    ],
    { cwd: ROOT, input: JSON.stringify(steps) },
  );
  return JSON.parse(stdout) as readonly string[];
}
