import { createConnect, type Connect } from '../connect/createConnect';
import { mockServices } from '@backstage/backend-test-utils';

/** What the backend answers: a body, or an answer of its own making, such as a refusal. */
export type Answer = object | (() => object);

/** A call as the backend sees it. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly token: string;
}

/** `GET /plans/1` and what is answered to it. */
export type Answers = Record<string, Answer>;

/**
 * Stands for the HTTP API of the mesh federation backend: answers by method and path, refuses as
 * Backstage does, knows nothing else, and keeps what it was asked.
 */
export function fakeBackend(answers: Answers) {
  const calls: Call[] = [];
  const connect: Connect = createConnect({
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
    fetch: async (url, init) => {
      init?.signal?.throwIfAborted();
      const { pathname, search } = new URL(String(url));
      const path = pathname.replace('/api/mesh-federation', '') + search;
      const method = init?.method ?? 'GET';
      calls.push({
        method,
        path,
        ...(typeof init?.body === 'string'
          ? { body: JSON.parse(init.body) }
          : undefined),
        token: new Headers(init?.headers).get('Authorization') ?? '',
      });
      const answer = answers[`${method} ${path}`] ?? refusal(404, 'No such');
      const body = typeof answer === 'function' ? answer() : answer;
      return body instanceof Response ? body.clone() : Response.json(body);
    },
  });
  /** What was asked to be changed, in order. */
  const changes = () =>
    calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path}`);
  return { answers, calls, changes, connect };
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  503: 'ServiceUnavailableError',
};

/** An answer that refuses, as Backstage's root router writes it. */
export function refusal(status: number, message: string): Response {
  return Response.json(
    {
      error: { name: NAMES[status], message },
      response: { statusCode: status },
    },
    { status },
  );
}
