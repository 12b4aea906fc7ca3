/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP; a second one ends the process at once. */
export function interrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
