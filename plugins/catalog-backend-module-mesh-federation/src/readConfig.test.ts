import { mockServices } from '@backstage/backend-test-utils';
import { readConfig } from './readConfig';

const read = (meshFederation?: {}) =>
  readConfig(
    mockServices.rootConfig({
      data: meshFederation
        ? { catalog: { providers: { meshFederation } } }
        : {},
    }),
  );

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(read()).toEqual({
      defaultOwner: 'group:default/unknown',
      schedule: {
        frequency: { minutes: 1 },
        timeout: { minutes: 1 },
        initialDelay: { seconds: 5 },
      },
    });
  });

  it('takes an owner and a schedule', () => {
    expect(
      read({
        owner: 'user:ops/ann',
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
      }),
    ).toEqual({
      defaultOwner: 'user:ops/ann',
      schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
    });
  });

  it('names the key of an owner that is none', () => {
    expect(() => read({ owner: ':' })).toThrow(
      "catalog.providers.meshFederation.owner: ':' is no reference",
    );
  });
});
