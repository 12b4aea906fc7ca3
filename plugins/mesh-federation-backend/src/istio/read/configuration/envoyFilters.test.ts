import { anObject } from '../__testUtils__/anObject';
import { decodeEnvoyFilters } from './envoyFilters';

const object = {
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  namespace: 'shop',
  name: 'web',
};

it.each([
  [
    { workloadSelector: { labels: { app: 'web' } }, configPatches: [{}] },
    { object, workloadSelector: { app: 'web' } },
  ],
  [{ workloadSelector: { labels: {} } }, { object }],
  [undefined, { object }],
])('keeps of an EnvoyFilter %j only for whom it is', (spec, expected) => {
  expect(decodeEnvoyFilters([anObject({ spec })])).toEqual([expected]);
});

it.each(['canary', ''])('keeps for which revision it is: %p', revision => {
  const filter = anObject({}, { labels: { 'istio.io/rev': revision } });
  expect(decodeEnvoyFilters([filter])).toEqual([{ object, revision }]);
});
