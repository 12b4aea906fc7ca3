import type {
  RunEvent,
  RunStep,
  RunWithEvents,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { NOW } from '@mesh-federation/fixtures';
import type { JudgedRun } from '../run/runVerdict';

export function aRunStep(overrides: Partial<RunStep> = {}): RunStep {
  return {
    id: 'network:east',
    title: 'Name the network of east',
    status: 'succeeded',
    receipts: [],
    ...overrides,
  };
}

export function anEvent(
  sequence: number,
  message: string = `event ${sequence}`,
  type: RunEvent['type'] = 'step-progress',
): RunEvent {
  return { sequence, at: NOW, type, message };
}

/** What an action reads of a run. */
export type ReadRun = JudgedRun &
  Pick<RunWithEvents, 'earlierEvents' | 'events'>;

/** The run `r1`, under way. */
export function aRun(overrides: Partial<ReadRun> = {}): ReadRun {
  return {
    id: 'r1',
    status: 'running',
    steps: [aRunStep()],
    events: [],
    ...overrides,
  };
}
