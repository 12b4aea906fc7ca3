import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ClusterOverview,
  Federation,
  Finding,
  Plan,
  PlanRequest,
  Run,
  RunWithEvents,
  TrustReport,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';

/** An HTTP answer that is not 2xx. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: string;
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** The plugin's HTTP API as a signed-in user sees it: the very routes that the pages use. */
export interface Api {
  request<T>(method: string, path: string, body?: unknown): Promise<T>;
  clusters(): Promise<readonly ClusterOverview[]>;
  trust(): Promise<TrustReport>;
  findings(): Promise<readonly Finding[]>;
  putFederation(name: string, members: readonly string[]): Promise<Federation>;
  deleteFederation(name: string): Promise<void>;
  createPlan(federation: string, request: PlanRequest): Promise<Plan>;
  startRun(plan: Plan): Promise<Run>;
  run(id: string): Promise<RunWithEvents>;
  observe(): Promise<readonly ClusterOverview[]>;
}

const CALL_DEADLINE_MS = 120_000;
const READ_TRIES = 4;

/** Where whoever opens the app is signed in as the user that the configuration names. */
export const GUEST_SIGN_IN = '/api/auth/guest/refresh';

/** What the auth backend answers to whoever signs in. */
export interface SignIn {
  readonly backstageIdentity: {
    readonly token: string;
    readonly identity: { readonly userEntityRef: string };
  };
}

/** Signs in as whom the configuration names. */
export async function signInAsGuest(baseUrl: string): Promise<SignIn> {
  const response = await fetch(`${baseUrl}${GUEST_SIGN_IN}`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    const text = await response.text();
    throw new ApiError('POST', GUEST_SIGN_IN, response.status, text);
  }
  return (await response.json()) as SignIn;
}

async function guestToken(baseUrl: string): Promise<string> {
  const { backstageIdentity } = await signInAsGuest(baseUrl);
  return backstageIdentity.token;
}

/** Signs in as the guest, again when the token runs out. */
export async function signIn(baseUrl: string): Promise<Api> {
  let token = await guestToken(baseUrl);

  async function request<T>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    const sendOnce = () =>
      fetch(`${baseUrl}/api${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        signal: AbortSignal.timeout(CALL_DEADLINE_MS),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    // A busy Backstage closes kept-alive connections, even those to itself. Reading again does no
    // harm.
    const send = async () => {
      for (let tries = 1; method === 'GET' && tries < READ_TRIES; tries++) {
        const response = await sendOnce().catch(() => undefined);
        if (response && response.status < 500) {
          return response;
        }
        await sleep(tries * 500);
      }
      return sendOnce();
    };
    let response = await send();
    if (response.status === 401) {
      token = await guestToken(baseUrl);
      response = await send();
    }
    const text = await response.text();
    if (!response.ok) {
      throw new ApiError(method, path, response.status, text);
    }
    return (text ? JSON.parse(text) : undefined) as T;
  }

  const mesh = <T>(method: string, path: string, body?: unknown) =>
    request<T>(method, `/mesh-federation${path}`, body);
  const items = async <T>(method: string, path: string, body?: unknown) =>
    (await mesh<{ items: readonly T[] }>(method, path, body)).items;

  return {
    request,
    clusters: () => items('GET', '/clusters?limit=500'),
    trust: () => mesh('GET', '/trust?limit=500'),
    findings: () => items('GET', '/findings?limit=500'),
    putFederation: (name, members) =>
      mesh('PUT', `/federations/${name}`, { members }),
    deleteFederation: name => mesh('DELETE', `/federations/${name}`),
    createPlan: (federation, body) =>
      mesh('POST', `/federations/${federation}/plans`, body),
    startRun: plan =>
      mesh('POST', `/plans/${plan.id}/runs`, { digest: plan.digest }),
    run: id => mesh('GET', `/runs/${id}`),
    observe: () => items('POST', '/observations', {}),
  };
}
