import type { Health } from './health';

/** Whether the plugin still works by itself. Names no cluster, so that probes may ask. */
export interface HealthService {
  getHealth(): Promise<Health>;
}
