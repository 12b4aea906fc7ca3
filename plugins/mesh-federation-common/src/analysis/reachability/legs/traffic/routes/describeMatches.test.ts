import type { RequestCondition, RouteMatch } from '../../../../../model';
import { describeMatches } from './describeMatches';

const asking = (...request: readonly RequestCondition[]): RouteMatch => ({
  request,
});

describe('describeMatches', () => {
  it.each<[string, readonly RouteMatch[]]>([
    [
      'path prefix /api',
      [asking({ field: 'uri', by: 'prefix', value: '/api' })],
    ],
    ['method GET', [asking({ field: 'method', by: 'exact', value: 'GET' })]],
    [
      'authority regex a.*',
      [asking({ field: 'authority', by: 'regex', value: 'a.*' })],
    ],
    ['port 8080', [{ port: 8080, request: [] }]],
    [
      'port 443 and SNI a.example or b.example',
      [
        {
          port: 443,
          ...asking({ field: 'sniHosts', values: ['a.example', 'b.example'] }),
        },
      ],
    ],
    [
      'header x-key and without header x-no and query parameter q',
      [
        asking(
          { field: 'headers', name: 'x-key' },
          { field: 'withoutHeaders', name: 'x-no' },
          { field: 'queryParams', name: 'q' },
        ),
      ],
    ],
    [
      'source namespace apps and source label app=web and scheme http',
      [
        {
          sourceNamespace: 'apps',
          sourceLabels: { app: 'web' },
          ...asking({ field: 'scheme', by: 'exact', value: 'http' }),
        },
      ],
    ],
    [
      'path /a, or path /b',
      ['/b', '/a', '/b'].map(value =>
        asking({ field: 'uri', by: 'exact', value }),
      ),
    ],
  ])('says "%s"', (text, matches) => {
    expect(describeMatches(matches)).toBe(text);
  });
});
