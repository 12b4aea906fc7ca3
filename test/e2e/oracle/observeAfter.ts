import type { Api } from '../../demo/api.ts';

/**
 * Lets the plugin observe everything, beginning after the call. Who asks while an observation runs
 * shares the next one with all others who ask meanwhile: the plugin itself would let them share the
 * running one, which may have read already what they have changed since.
 */
export function observeAfter(api: Pick<Api, 'observe'>): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        const observation = api.observe();
        running = observation;
        return observation;
      })
      .then(() => undefined);
    return next;
  };
}
