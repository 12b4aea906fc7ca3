import { ResponseError } from '@backstage/errors';

/** What a client throws when the backend answers with an error. */
export async function aResponseError(
  status: number,
  error: {
    readonly name: string;
    readonly message: string;
    readonly code?: string;
  },
): Promise<ResponseError> {
  const body = { error, response: { statusCode: status } };
  return ResponseError.fromResponse({
    ok: false,
    status,
    statusText: error.name,
    headers: new Headers({ 'content-type': 'application/json' }),
    url: 'plugin://mesh-federation',
    redirected: false,
    type: 'basic',
    body: null,
    bodyUsed: false,
    json: async () => body,
    text: async () => JSON.stringify(body),
  } as unknown as Response);
}
