import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { createPageLinks } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { ActionTools } from '../connect/ActionTools';
import { fakeBackend, type Answers } from './fakeBackend';

export interface RunOptions {
  readonly isDryRun?: boolean;
  readonly signal?: AbortSignal;
  /** Kept from try to try of one task, as the scaffolder does. */
  readonly checkpoints?: Map<string, JsonValue>;
  readonly workspacePath?: string;
}

/** An action with a backend that answers as given, and a clock that only pauses move. */
export function setUp<I extends JsonObject, O extends JsonObject>(
  create: (tools: ActionTools) => TemplateAction<I, O>,
  answers: Answers,
) {
  const backend = fakeBackend(answers);
  let now = Date.parse('2026-01-01T00:00:00Z');
  const action = create({
    connect: backend.connect,
    links: createPageLinks('https://backstage.example/'),
    clock: {
      now: () => now,
      pause: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        now += milliseconds;
      },
    },
  });

  async function run(input: I, options: RunOptions = {}) {
    const { checkpoints = new Map<string, JsonValue>(), ...rest } = options;
    const output: Record<string, JsonValue> = {};
    const lines: string[] = [];
    const logger = mockServices.logger.mock();
    for (const level of ['error', 'warn', 'info'] as const) {
      logger[level].mockImplementation(line => lines.push(`${level}: ${line}`));
    }
    const context: Parameters<typeof action.handler>[0] = {
      ...createMockActionContext<I, O>({
        input,
        ...(rest.workspacePath ? { workspacePath: rest.workspacePath } : {}),
      }),
      ...rest,
      logger,
      output: (name, value) => {
        output[String(name)] = value as JsonValue;
      },
      checkpoint: async ({ key, fn }) => {
        const value = checkpoints.get(key) ?? (await fn()) ?? {};
        checkpoints.set(key, value);
        return value as Awaited<ReturnType<typeof fn>>;
      },
    };
    const failure = await action.handler(context).then(
      () => undefined,
      (error: Error) => error,
    );
    return { output, lines, failure };
  }

  return { ...backend, action, run };
}
