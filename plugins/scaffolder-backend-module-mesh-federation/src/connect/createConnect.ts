import type { AuthService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  MeshFederationClient,
  type MeshFederationApi,
  type MeshFederationClientOptions,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { plainError } from './plainError';
import type { Task } from './Task';

export interface ConnectOptions {
  readonly auth: AuthService;
  readonly discovery: MeshFederationClientOptions['discoveryApi'];
  readonly fetch: typeof fetch;
}

/** The API with the credentials of whoever started the task, until the task is cancelled. */
export type Connect = (
  task: Pick<Task, 'getInitiatorCredentials' | 'signal'>,
) => MeshFederationApi;

export function createConnect(options: ConnectOptions): Connect {
  const { auth, discovery } = options;
  return task =>
    new MeshFederationClient({
      discoveryApi: discovery,
      fetchApi: {
        fetch: async (url, init) => {
          const headers = new Headers(init?.headers);
          headers.set('Authorization', `Bearer ${await tokenOf(task, auth)}`);
          const response = await send(options.fetch, task, url, {
            ...init,
            headers,
          });
          if (!response.ok) {
            throw await plainError(response);
          }
          return response;
        },
      },
    });
}

/** A fresh one for each call: it lives no longer than a minute or the sign-in itself. */
async function tokenOf(
  task: Pick<Task, 'getInitiatorCredentials'>,
  auth: AuthService,
): Promise<string> {
  const credentials = await task.getInitiatorCredentials();
  if (auth.isPrincipal(credentials, 'none')) {
    throw new AuthenticationError(
      'The task does not know any more who started it: after a restart of Backstage it does only with scaffolder.taskRecovery.enabled. Start the template again; what was begun is found and not done twice',
    );
  }
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'mesh-federation',
  });
  return token;
}

async function send(
  fetchFrom: typeof fetch,
  { signal }: Pick<Task, 'signal'>,
  url: Parameters<typeof fetch>[0],
  init: RequestInit,
): Promise<Response> {
  try {
    return await fetchFrom(url, signal ? { ...init, signal } : init);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ServiceUnavailableError(
      'The mesh federation backend cannot be reached. Is it running?',
      error,
    );
  }
}
