import {
  errorOfFailure,
  errorOfResponse,
  isNotFound,
  isStartingUp,
} from './clusterErrors';

const UNKNOWN_PATH = '404 page not found';
const subject = { verb: 'get', resource: 'pods', namespace: 'shop' };
const kubernetes = (message: string, more: object = {}) =>
  JSON.stringify({ kind: 'Status', message, ...more });
const backstage = (name: string, message: string) =>
  JSON.stringify({ error: { name, message }, response: {} });

describe('errorOfResponse', () => {
  it('takes verb, resource and namespace of a 403 from the API server', () => {
    expect(
      errorOfResponse({
        status: 403,
        subject,
        body: kubernetes(
          'x is forbidden: User "u" cannot create resource "gateways" in API group "gateway.networking.k8s.io" in the namespace "istio-system"',
        ),
      }),
    ).toMatchObject({
      status: 403,
      reason: {
        kind: 'forbidden',
        verb: 'create',
        resource: 'gateways.gateway.networking.k8s.io',
        namespace: 'istio-system',
      },
    });
  });

  it('names the call for a 403 in other words', () => {
    expect(
      errorOfResponse({
        status: 403,
        body: kubernetes('denied by policy'),
        subject,
      }).reason,
    ).toMatchObject({ kind: 'forbidden', ...subject });
  });

  // A role would not help: nobody is to be told to apply one.
  it.each([
    ['a 401', 401, kubernetes('Unauthorized'), /not accept the credential/],
    [
      'a 401 of Backstage',
      401,
      backstage('AuthenticationError', 'no'),
      /Backstage's Kubernetes backend refuses/,
    ],
    [
      'a 403 of Backstage',
      403,
      backstage('NotAllowedError', 'no'),
      /Backstage's Kubernetes backend refuses/,
    ],
  ])('does not take %s for a missing right', (_, status, body, message) => {
    expect(errorOfResponse({ status, body, subject }).reason).toEqual({
      kind: 'error',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    [
      'a refused connection',
      500,
      backstage(
        'Error',
        "Cluster 'x' request error; caused by Error: connect ECONNREFUSED 1.2.3.4:6443",
      ),
      'unreachable',
      /^Error: connect ECONNREFUSED/,
    ],
    [
      'a user token that is missing',
      500,
      backstage('Error', 'Auth token not found under oidc.okta'),
      'error',
      /oidc/,
    ],
    [
      'a cluster that Backstage does not know',
      404,
      backstage('NotFoundError', "Cluster 'x' not found"),
      'error',
      /not found/,
    ],
    ['a gateway timeout', 504, kubernetes('Timeout'), 'timeout', /Timeout/],
    ['a page of somebody between', 502, '<html>', 'error', /502/],
    ['a 404 of somebody between', 404, '<html>404</html>', 'error', /404/],
    ['an unknown path of the core group', 404, UNKNOWN_PATH, 'error', /404/],
  ])('maps %s', (_, status, body, kind, message) => {
    expect(errorOfResponse({ status, body, subject }).reason).toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });

  it('tells a kind that the API server does not have', () => {
    const sidecars = { verb: 'list', resource: 'sidecars.networking.istio.io' };

    expect(
      errorOfResponse({ status: 404, body: UNKNOWN_PATH, subject: sidecars })
        .reason,
    ).toEqual({
      kind: 'unsupported',
      message: 'the API server does not know sidecars.networking.istio.io',
    });
  });

  it('names the managers of a server-side apply conflict', () => {
    const cause = (manager: string) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with "${manager}" using v1`,
      field: `.data.${manager}`,
    });

    expect(
      errorOfResponse({
        status: 409,
        subject,
        body: kubernetes('conflicts', {
          reason: 'Conflict',
          details: {
            causes: [cause('kubectl'), cause('argo'), cause('kubectl')],
          },
        }),
      }),
    ).toMatchObject({
      conflict: 'field-manager',
      conflictingManagers: ['argo', 'kubectl'],
      conflictingFields: ['.data.argo', '.data.kubectl'],
    });
  });

  it.each([
    ['AlreadyExists', 'already-exists'],
    ['Conflict', 'resource-version'],
  ])('tells a 409 %s apart', (reason, conflict) => {
    expect(
      errorOfResponse({
        status: 409,
        subject,
        body: kubernetes('x', { reason }),
      }).conflict,
    ).toBe(conflict);
  });

  it.each([
    'invalid Bearer abc.DEF-1',
    'bad token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln',
  ])('keeps credentials out of the message %p', message => {
    const text = JSON.stringify(
      errorOfResponse({ status: 500, body: kubernetes(message), subject }),
    );

    expect(text).toContain('[credential]');
    expect(text).not.toMatch(/abc\.DEF|eyJ/);
  });
});

describe('errorOfFailure', () => {
  it('says which deadline passed', () => {
    expect(
      errorOfFailure(new Error('x'), { timedOut: true, deadlineMs: 50 }).reason,
    ).toEqual({ kind: 'timeout', message: 'no answer within 50 ms' });
  });

  it('tells the cause of a failed connection', () => {
    const error = new TypeError('fetch failed', {
      cause: new Error('connect ECONNREFUSED'),
    });

    expect(
      errorOfFailure(error, { timedOut: false, deadlineMs: 50 }).reason,
    ).toEqual({
      kind: 'unreachable',
      message: 'fetch failed: connect ECONNREFUSED',
    });
  });
});

describe('isNotFound', () => {
  const core = '/api/v1/namespaces/a/configmaps/b';
  const group = '/apis/networking.istio.io/v1/sidecars';
  const text = '404 page not found';

  it.each([
    ['a Status', core, kubernetes('x', { reason: 'NotFound' })],
    ['no such group', group, text],
    ['no such group, with a line end', group, `${text}\n`],
  ])('takes %s of the API server for "there is none"', (_, path, body) => {
    expect(isNotFound({ status: 404, body, path })).toBe(true);
  });

  it.each([
    ['an error of Backstage', core, backstage('NotFoundError', 'Cluster')],
    ['a page of nginx', group, '<html><h1>404 Not Found</h1></html>'],
    ['JSON of somebody else', group, '{"message":"no Route matched"}'],
    ['a Status with another reason', core, kubernetes('x')],
    ['no such path of the core group', core, text],
    ['nothing', group, ''],
  ])('does not take %s for "there is none"', (_, path, body) => {
    expect(isNotFound({ status: 404, body, path })).toBe(false);
  });
});

it('recognizes a Kubernetes backend that is still starting', () => {
  const body = backstage(
    'ServiceUnavailableError',
    'Service has not started up yet',
  );
  expect(isStartingUp(503, body)).toBe(true);
  expect(isStartingUp(503, kubernetes('etcd not started up yet'))).toBe(false);
});
