import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackendOptions,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

/** A template as the documentation has it. */
export function readTemplate(name: string): Entity {
  const folder = resolve(__dirname, '../../../../examples/templates');
  return parse(readFileSync(resolve(folder, `${name}.yaml`), 'utf8'));
}

interface TaskEvent {
  readonly type: string;
  readonly body: {
    readonly message: string;
    readonly output?: object;
    readonly error?: Error;
  };
}

/** A real scaffolder with our actions, and what people ask it over HTTP. */
export async function startScaffolder(options: {
  readonly catalog: CatalogService;
  readonly features: NonNullable<TestBackendOptions<[]>['features']>;
}) {
  // Jest's tests have arrays of their own kind, which the scaffolder tells from those of fetch.
  jest
    .spyOn(Response.prototype, 'json')
    .mockImplementation(async function json(this: Response) {
      return JSON.parse(await this.text());
    });
  const { server } = await startTestBackend({
    features: [
      ...options.features,
      import('@backstage/plugin-scaffolder-backend'),
      import('../index'),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => options.catalog,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example' },
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
        },
      }),
    ],
  });
  const api = `http://localhost:${server.port()}/api/scaffolder`;

  async function call(method: string, path: string, body?: object) {
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        Authorization: mockCredentials.user.header(),
        'Content-Type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return response.json();
  }

  /** Runs a template to its end and gives the log, and the output when it ended well. */
  async function runTask(template: string, values: object) {
    const { id } = await call('POST', '/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    for (;;) {
      const events: TaskEvent[] = await call('GET', `/v2/tasks/${id}/events`);
      const end = events.find(({ type }) => type === 'completion');
      if (end) {
        return { lines: events.map(({ body }) => body.message), ...end.body };
      }
    }
  }

  return { call, runTask };
}
