import { readAnswer } from './readAnswer';

const configMap = JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'mesh' },
});
const page = (more: object) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMapList', ...more });

/** What gateways, login pages and broken proxies answer with status 200. */
const STRANGE = [
  '',
  'ok',
  '<html><body>Log in</body></html>',
  'null',
  '[]',
  '"text"',
  '{}',
  '{"error":{"name":"Error","message":"no"}}',
  '{"error":"unauthorized"}',
  '{"kind":"Status","status":"Failure","reason":"Forbidden"}',
  '{"kind":"Status"}',
];

describe.each<[string, (body: string) => { readonly ok: boolean }]>([
  ['an object', body => readAnswer.object(body, 'mesh')],
  ['a created object', readAnswer.created],
  ['a review', body => readAnswer.review(body, 'TokenReview')],
  ['a page of a list', readAnswer.page],
  ['a deletion', readAnswer.deletion],
])('readAnswer for %s', (_, read) => {
  it.each(STRANGE)('takes %j for an error', body => {
    expect(read(body)).toEqual({
      ok: false,
      error: {
        reason: {
          kind: 'error',
          message: expect.stringContaining('not what Kubernetes sends'),
        },
      },
    });
  });
});

describe('readAnswer', () => {
  it('takes an object under the name that was asked for, and no other', () => {
    expect(readAnswer.object(configMap, 'mesh').ok).toBe(true);
    expect(readAnswer.object(configMap, 'other').ok).toBe(false);
  });

  it('takes a review with its status, and one of another kind for an error', () => {
    const review = JSON.stringify({
      kind: 'TokenReview',
      metadata: {},
      status: { user: {} },
    });

    expect(readAnswer.review(review, 'TokenReview').ok).toBe(true);
    expect(readAnswer.review(review, 'SelfSubjectAccessReview').ok).toBe(false);
  });

  it.each(['{"kind":"Status","status":"Success"}', configMap])(
    'takes %s for a deletion',
    body => {
      expect(readAnswer.deletion(body).ok).toBe(true);
    },
  );

  it('takes items and, as Go writes an empty list, null', () => {
    const items = [{ metadata: { name: 'a' } }];
    const metadata = { continue: 'next' };

    expect(readAnswer.page(page({ items, metadata }))).toMatchObject({
      value: { items, continue: 'next' },
    });
    expect(readAnswer.page(page({ items: null }))).toMatchObject({
      value: { items: [] },
    });
  });

  it.each<[string, object]>([
    ['no items', {}],
    ['items that are no list', { items: {} }],
    ['an item without a name', { items: [{ metadata: {} }] }],
    ['an item that is nothing', { items: [null] }],
    ['another kind', { kind: 'ConfigMap', items: [] }],
  ])('takes a list with %s for an error', (_, more) => {
    expect(readAnswer.page(page(more)).ok).toBe(false);
  });
});
