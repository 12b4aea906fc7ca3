/** An API server that stops answering for a minute in the middle of a join. */
import { after, before, describe, it } from 'node:test';
import { openSession, type Session } from '../demo/session.ts';
import { phase } from '../times/phases.ts';
import { joinWhileFrozen, randomOf } from './joinWhileFrozen.ts';

const SEED = Number(process.env.MESH_SEED ?? Date.now() % 1_000_000);

describe(`a frozen API server, MESH_SEED=${SEED}`, () => {
  let session: Session;

  before(async () => {
    session = await openSession({
      clusters: 2,
      federate: true,
      once: true,
      keep: false,
      apart: true,
      app: false,
      port: 7027,
    });
  });

  after(async () => {
    await phase('closing', async () => session?.close());
  });

  it('does not end a join: it is proven by itself', async () => {
    await joinWhileFrozen(session, randomOf(SEED));
  });
});
