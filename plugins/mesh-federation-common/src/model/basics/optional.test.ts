import { optional } from './optional';

describe('optional', () => {
  it('leaves out what is undefined and nothing else', () => {
    const fields = optional({
      absent: undefined,
      empty: '',
      zero: 0,
      no: false,
      port: 80,
    });

    expect(Object.keys(fields)).toEqual(['empty', 'zero', 'no', 'port']);
    expect(fields).toEqual({ empty: '', zero: 0, no: false, port: 80 });
  });

  it('does not change what it was given', () => {
    const given = { port: undefined };

    optional(given);

    expect('port' in given).toBe(true);
  });
});
