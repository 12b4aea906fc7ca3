import { diffObject } from './diffObject';

describe('diffObject', () => {
  it('shows every line of a new object as added', () => {
    const diff = diffObject({ after: { kind: 'ConfigMap', data: { a: '1' } } });

    expect(diff.lines).toEqual([
      { kind: 'added', text: 'kind: ConfigMap' },
      { kind: 'added', text: 'data:' },
      { kind: 'added', text: '  a: "1"' },
    ]);
    expect(diff).toMatchObject({ added: 3, removed: 0 });
  });

  it('keeps what stays as context', () => {
    const diff = diffObject({
      before: { kind: 'ConfigMap', data: { a: 'x' } },
      after: { kind: 'ConfigMap', data: { a: 'y' } },
    });

    expect(diff.lines).toEqual([
      { kind: 'context', text: 'kind: ConfigMap' },
      { kind: 'context', text: 'data:' },
      { kind: 'removed', text: '  a: x' },
      { kind: 'added', text: '  a: y' },
    ]);
  });

  it('shows every line of a deleted object as removed', () => {
    expect(diffObject({ before: { kind: 'Secret' } })).toEqual({
      lines: [{ kind: 'removed', text: 'kind: Secret' }],
      added: 0,
      removed: 1,
    });
  });

  it('does not fold long values', () => {
    const long = 'word '.repeat(60).trim();

    expect(diffObject({ after: { long } }).lines).toHaveLength(1);
  });
});
