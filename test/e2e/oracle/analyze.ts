import { binaries } from '../../bed/index.ts';
import { run } from '../../bed/process.ts';
import type { Stage } from './Stage.ts';

/** What of every mesh is said alike; it would drown the rest. */
const ALWAYS = /^(Info|.*IST0102|.*IST0118)/;

/**
 * Asks `istioctl analyze` about a cluster. The other clusters are given as contexts: with remote
 * secrets alone it never ends where their reader may not list routes.
 */
export async function analyze(stage: Stage, cluster: string): Promise<string> {
  try {
    const configs = stage.clusters.map(({ kubeconfig }) => kubeconfig);
    const { stdout, stderr } = await run(
      binaries().istioctl,
      [
        ...['analyze', '--all-namespaces', '--context', cluster],
        ...stage.alive
          .filter(name => name !== cluster)
          .map(name => `--remote-contexts=${name}`),
        '--color=false',
      ],
      {
        allowFailure: true,
        timeoutMs: 60_000,
        env: { KUBECONFIG: configs.join(':') },
      },
    );
    const lines = `${stdout}\n${stderr}`
      .split('\n')
      .map(line => line.trim())
      .filter(line => /\[IST\d+\]/.test(line) && !ALWAYS.test(line));
    return [...new Set(lines)].join('\n') || 'nothing';
  } catch (error) {
    return `no answer: ${(error as Error).message.split('\n')[0]}`;
  }
}
