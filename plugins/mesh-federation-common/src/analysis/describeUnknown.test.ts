import { unobserved } from './describeUnknown';

describe('unobserved', () => {
  it.each(['The network of west', 'The services of west'])(
    'is a sentence that fits one thing and several: %s',
    what => {
      const reason = {
        kind: 'forbidden',
        message: 'denied',
        verb: 'list',
        resource: 'services',
      } as const;

      expect(unobserved(what, reason)).toBe(
        `${what} could not be observed: Backstage may not list services.`,
      );
    },
  );
});
