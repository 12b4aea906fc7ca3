import { assertNever } from './assertNever';

describe('assertNever', () => {
  it('throws with the value', () => {
    expect(() => assertNever({ type: 'strange' } as never)).toThrow(
      'Unexpected value: {"type":"strange"}',
    );
  });

  it('names values that are no JSON', () => {
    expect(() => assertNever(undefined as never)).toThrow(
      'Unexpected value: undefined',
    );
  });

  it('cuts long values', () => {
    expect(() => assertNever('x'.repeat(10_000) as never)).toThrow(
      /^Unexpected value: .{200}$/,
    );
  });
});
