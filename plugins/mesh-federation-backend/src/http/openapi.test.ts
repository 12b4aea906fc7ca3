import SwaggerParser from '@apidevtools/swagger-parser';
import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { spec } from '../schema/openapi';
import type { Services } from '../service/Services';
import { createRouter } from './createRouter';

const DOCUMENT = parse(
  readFileSync(resolve(__dirname, '../schema/openapi.yaml'), 'utf8'),
);

/** The routes ask for a service only when they are called. */
const SERVICES = {} as Services;

interface Layer {
  readonly route?: {
    readonly path: string;
    readonly methods: Readonly<Record<string, boolean>>;
  };
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    expect(DOCUMENT.openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(DOCUMENT));
  });

  it('is the one that the generated code was made of', () => {
    expect(spec).toEqual(DOCUMENT);
  });

  it('has every route of the router, and the router has every operation', async () => {
    const router = await createRouter({
      services: SERVICES,
      httpAuth: mockServices.httpAuth(),
    });
    const routes = (router.stack as Layer[]).flatMap(({ route }) =>
      route && route.path !== '/openapi.json'
        ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
        : [],
    );
    const operations = Object.entries<object>(DOCUMENT.paths).flatMap(
      ([path, item]) =>
        Object.keys(item)
          .filter(key => key !== 'parameters')
          .map(method => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );

    expect(routes.sort()).toEqual(operations.sort());
  });
});
