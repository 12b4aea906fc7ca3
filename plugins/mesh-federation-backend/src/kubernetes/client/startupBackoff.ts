import { ExponentialBackoff, halfJitterGenerator } from 'cockatiel';

/** The pauses before a Kubernetes backend that is still starting is asked again. */
export const startupBackoff = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: 250,
  maxDelay: 2000,
});
