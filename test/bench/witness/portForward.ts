import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { binaries, type ClusterHandle } from '../../bed/index.ts';

/** Ports of istiod, each at a port of this machine. */
export interface PortForward {
  /** `host:port` by port of istiod. */
  readonly addresses: ReadonlyMap<number, string>;
  close(): void;
}

/** Forwards ports to one Pod of istiod. Throws when kubectl ends before all of them are open. */
export async function forwardToIstiod(
  { kubeconfig, context }: ClusterHandle,
  ports: readonly number[],
): Promise<PortForward> {
  const child = spawn(
    binaries().kubectl,
    [
      ...['--kubeconfig', kubeconfig, '--context', context],
      ...['port-forward', '--namespace', 'istio-system', 'deployment/istiod'],
      ...ports.map(port => `:${port}`),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const addresses = new Map<number, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [, address, port] =
      /^Forwarding from (127\.0\.0\.1:\d+) -> (\d+)/.exec(line) ?? [];
    if (address !== undefined) {
      addresses.set(Number(port), address);
    }
    if (addresses.size === ports.length) {
      child.stdout.resume();
      return { addresses, close: () => child.kill() };
    }
  }
  throw new Error(`No port was forwarded to istiod of ${context}`);
}
