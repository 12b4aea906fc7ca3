import { aCapturedPair, type MeshStates } from '@mesh-federation/fixtures';
import { allQueries } from './__testUtils__/allQueries';
import { answersOf } from './__testUtils__/answersOf';
import { checkAnswer } from './__testUtils__/checkAnswer';
import { meshChanges } from './__testUtils__/meshChanges';
import { settled } from './__testUtils__/settled';
import { shuffleLists } from './__testUtils__/shuffleLists';

describe('captured states of two joined clusters', () => {
  const captured = aCapturedPair();
  const now = captured[0].at;
  const service = { namespace: 'scene', name: 'baseline' };
  const cell = (from: string, to: string, workload = 'client') => ({
    client: { cluster: from, namespace: 'scene', workload },
    provider: to,
    service,
    port: 80,
  });
  const questionsAbout = (states: MeshStates) =>
    allQueries(states).filter(({ service: { name } }) => name === service.name);

  it.each([
    ['east', 'west', '203.0.113.41:15443'],
    ['west', 'east', '203.0.113.21:15443'],
  ])('%s reaches %s through the gateway at %s', (from, to, address) => {
    const [answer] = answersOf(captured, [cell(from, to)], now);
    expect(answer).toMatchObject({
      verdict: 'reachable',
      path: { kind: 'gateway' },
      security: {
        kind: 'mutual-tls',
        serverIdentities: ['spiffe://cluster.local/ns/scene/sa/echo'],
        clientIdentity: 'spiffe://cluster.local/ns/scene/sa/client',
      },
    });
    expect(answer!.summary).toContain(address);
  });

  it('a client that was not restarted after the flag is blocked', () => {
    const [answer] = answersOf(captured, [cell('east', 'west', 'stale')], now);
    expect(answer).toMatchObject({
      verdict: 'blocked',
      firstBroken: { leg: 'identity' },
    });
  });

  it.each(
    Object.entries(
      meshChanges({
        ...service,
        service: 'baseline',
        server: 'echo',
        client: 'client',
      }),
    ),
  )('obey the laws after the change "%s"', (_, change) => {
    for (const { cluster } of captured) {
      const states = settled(change(captured, cluster));
      const queries = questionsAbout(states);
      const answers = answersOf(states, queries, now);
      expect(answers.length).toBeGreaterThan(0);
      answers.forEach(checkAnswer);
      expect(answersOf(shuffleLists(states, 5), queries, now)).toEqual(answers);
      expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
    }
  });

  it('hold no secret', () => {
    expect(JSON.stringify(captured)).not.toMatch(
      /PRIVATE KEY|eyJ[\w-]{8,}\.|client-key-data/,
    );
  });
});
