import { parse } from 'yaml';
import { annotationSample, labelSample } from './yamlSamples';

/** Names that the catalog takes and YAML takes for something else: 1.1, 1.2 or both. */
const NAMES = [
  'null',
  'yes',
  'y',
  '0123',
  '0o17',
  '0x1f',
  '1e3',
  '1_000',
  '1.5',
];

describe.each(['1.1', '1.2'] as const)('samples read as YAML %s', version => {
  it.each(NAMES)('name %s as it is', name => {
    const id = { 'backstage.io/kubernetes-id': name };

    expect(parse(annotationSample(name), { version })).toEqual({
      metadata: { annotations: id },
    });
    expect(parse(labelSample(name), { version })).toEqual({
      metadata: { labels: id },
    });
  });

  it('name it in what may be used in its place', () => {
    const sample = annotationSample('0123').replace(/# (backstage)/g, '$1');

    expect(parse(sample, { version })).toEqual({
      metadata: {
        annotations: {
          'backstage.io/kubernetes-id': '0123',
          'backstage.io/kubernetes-label-selector': 'app=0123',
          'backstage.io/kubernetes-namespace': 'shop',
        },
      },
    });
  });
});
