/**
 * Joins eight clusters three times, each time with an API server that is frozen for a minute at a
 * step chosen by chance. `npm run soak`; MESH_SEED=N repeats the choices of a former run.
 */
import { parseArgs } from 'node:util';
import { interrupted } from '../demo/interrupted.ts';
import { openSession } from '../demo/session.ts';
import { joinWhileFrozen, leaveAll } from './joinWhileFrozen.ts';
import { randomOf } from './randomOf.ts';

const JOINS = 3;
const HELP = `Joins eight clusters three times, each time with an API server that is frozen for a minute at a
step chosen by chance. Memory: about 1.1 GB a cluster.

usage: npm run soak

  MESH_SEED=N      in the environment: repeats the choices of a former run
  --help           this text
`;

function wantsHelp(): boolean {
  try {
    return (
      parseArgs({ options: { help: { type: 'boolean' } } }).values.help ?? false
    );
  } catch (error) {
    process.stderr.write(`${String(error)}\n\n${HELP}`);
    return process.exit(2);
  }
}

if (wantsHelp()) {
  process.stdout.write(HELP);
  process.exit();
}

const seed = Number(process.env.MESH_SEED ?? Date.now() % 1_000_000);
process.stderr.write(`MESH_SEED=${seed}\n`);
const random = randomOf(seed);
const stop = interrupted();
const session = await openSession({
  clusters: 8,
  federate: true,
  once: true,
  keep: false,
  apart: true,
  app: false,
  port: 7027,
});

async function joins(): Promise<number> {
  for (let join = 1; join <= JOINS; join++) {
    await joinWhileFrozen(session, random);
    process.stdout.write(`join ${join} of ${JOINS}: proven\n`);
    if (join < JOINS) {
      await leaveAll(session);
    }
  }
  return 0;
}

try {
  process.exitCode = await Promise.race([joins(), stop.then(() => 130)]);
} finally {
  await session.close();
}
process.exit();
