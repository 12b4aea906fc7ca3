import { anObject } from '../__testUtils__/anObject';
import { decodeNamespaces } from './namespaces';

it('keeps names and labels of namespaces, sorted', () => {
  expect(
    decodeNamespaces([
      anObject(
        { spec: { finalizers: ['kubernetes'] } },
        { name: 'shop', namespace: undefined, labels: { a: 'b' } },
      ),
      anObject({}, { name: 'apps', namespace: undefined }),
    ]),
  ).toEqual([
    { name: 'apps', labels: {} },
    { name: 'shop', labels: { a: 'b' } },
  ]);
});
