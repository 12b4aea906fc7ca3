import { languageFaults } from '@mesh-federation/fixtures';
import { sortFindings } from './compareFindings';
import { FINDINGS, finding } from './registry';

describe('finding', () => {
  it('takes severity from the registry and fills the fix with the very names', () => {
    expect(
      finding('MF1002', {
        cluster: 'east',
        message: 'Denied.',
        params: { verb: 'list', resource: 'secrets' },
      }),
    ).toEqual({
      code: 'MF1002',
      severity: 'error',
      cluster: 'east',
      message: 'Denied.',
      fix: expect.stringMatching(
        /ClusterRoles mesh-federation-observe .* to east .* it lacks "list" on "secrets"\.$/,
      ),
      blocking: false,
      evidence: [],
    });
  });

  it('names an object with kind and namespace', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'istio-system',
      name: 'x',
    };
    expect(
      finding('MF7017', {
        cluster: 'east',
        peer: 'west',
        object,
        message: 'Left.',
      }).fix,
    ).toBe(
      'Delete Secret istio-system/x in east before this plan runs, if west is really to leave.',
    );
  });

  it('ends the fix with one mark when its last value is a sentence', () => {
    expect(
      finding('MF7009', {
        cluster: 'east',
        message: 'Late.',
        params: { condition: 'the webhook said: No.' },
      }).fix,
    ).toMatch(/Waited for: the webhook said: No\.$/);
  });

  it('refuses a finding whose fix would name nothing', () => {
    expect(() =>
      // @ts-expect-error the fix of MF1001 names the cluster
      finding('MF1001', { message: 'Unreachable.' }),
    ).toThrow('Finding MF1001 needs a value for "cluster"');
  });
});

describe('FINDINGS', () => {
  it.each(Object.entries(FINDINGS))(
    '%s says in good English what it is, what it means and what to do',
    (_, { title, meaning, fix }) => {
      expect(languageFaults(title)).toEqual([]);
      for (const text of [meaning, fix]) {
        expect([text, languageFaults(text, { sentence: true })]).toEqual([
          text,
          [],
        ]);
      }
    },
  );

  it.each(Object.entries(FINDINGS))(
    '%s has a code of four digits and full sentences',
    (code, { title, meaning, fix }) => {
      expect(code).toMatch(/^MF[1-7]\d{3}$/);
      expect(title).not.toMatch(/\.$/);
      expect(meaning).toMatch(/^[A-Zi].*\.$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
      // A federation has a name of its own, which is none of its clusters'.
      expect(fix).not.toMatch(/federation of \{|join of the federation/);
    },
  );
});

describe('sortFindings', () => {
  it('puts the severe first, then sorts by code and cluster, and drops repetitions', () => {
    const info = finding('MF1009', { cluster: 'a', message: 'm' });
    const warning = finding('MF1007', { cluster: 'a', message: 'm' });
    const errorB = finding('MF1001', { cluster: 'b', message: 'm' });
    const errorA = finding('MF1001', { cluster: 'a', message: 'm' });
    expect(sortFindings([info, errorB, warning, errorA, errorB])).toEqual([
      errorA,
      errorB,
      warning,
      info,
    ]);
  });
});
