/**
 * One bed a machine: names and addresses are fixed, so a second one would collide with the
 * first. A note says whose bed is up and which process is at work on it.
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { markedProcesses } from './node/processes.ts';
import { bedDir, ownerFile, runDir } from './paths.ts';

interface Work {
  readonly command: string;
  readonly pid: number;
  /** Tells a process from a later one with the same id. */
  readonly startedAt: string;
}

interface Note {
  /** The state folder of the bed that is up or being worked on. */
  readonly bedDir: string;
  readonly work?: Work;
}

/** What a new operation finds. */
export interface Found {
  /** The last operation did not come to its end: nothing can be said about what is there. */
  readonly interrupted?: string;
  /** No note: whatever lies in the state folder is from before a restart of the machine. */
  readonly fresh: boolean;
}

/**
 * Does `effect` as the only operation on the machine's bed. One that fails leaves a bed that the
 * next can go on with; one that is killed leaves its note.
 */
export async function asOnlyOperation<T>(
  command: string,
  effect: (found: Found) => Promise<T>,
): Promise<T> {
  const found = claim(command);
  try {
    return await effect(found);
  } finally {
    if (existsSync(runDir)) write({ bedDir });
    else rmSync(ownerFile, { force: true });
  }
}

/** Whose bed is up, if any. */
export function readNote(): Note | undefined {
  try {
    return JSON.parse(readFileSync(ownerFile, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

function claim(command: string): Found {
  mkdirSync(dirname(ownerFile), { recursive: true });
  const mine: Note = {
    bedDir,
    work: { command, pid: process.pid, startedAt: startOf(process.pid) ?? '' },
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = readNote();
    if (before) refuseIfTaken(before);
    if (replace(before, mine)) {
      return { fresh: before === undefined, ...interruption(before) };
    }
  }
  throw new Error('another process takes the bed again and again: try later');
}

/** What tells that the last bed was not taken down: the next one has to clean up. */
function interruption(before: Note | undefined): Pick<Found, 'interrupted'> {
  if (before?.work) return { interrupted: before.work.command };
  if (before && isOfOther(before))
    return { interrupted: `the bed in ${before.bedDir}, which was killed` };
  return {};
}

const isOfOther = (note: Note) => note.bedDir !== bedDir;

/** Whether the process of an operation is still there. */
export const isGoingOn = (work: Work) => startOf(work.pid) === work.startedAt;

function refuseIfTaken(note: Note): void {
  const { work } = note;
  if (work && isGoingOn(work)) {
    throw new Error(
      `the bed in ${note.bedDir} is being worked on: "${work.command}", process ${work.pid}. ` +
        `Wait for it, or end it: the next operation then cleans up.`,
    );
  }
  if (isOfOther(note) && markedProcesses().length > 0) {
    throw new Error(
      `another bed is up on this machine, with its state in ${note.bedDir}. ` +
        `End it first: MESH_BED_DIR=${note.bedDir} npm run bed -- down`,
    );
  }
}

/** Puts our note in the place of exactly the one that was read; false when somebody was faster. */
function replace(before: Note | undefined, mine: Note): boolean {
  const own = `${ownerFile}.${process.pid}`;
  const old = `${own}.old`;
  writeFileSync(own, JSON.stringify(mine));
  try {
    if (before !== undefined) {
      renameSync(ownerFile, old);
      if (readFileSync(old, 'utf8') !== JSON.stringify(before)) {
        renameSync(old, ownerFile);
        return false;
      }
    }
    linkSync(own, ownerFile);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
    rmSync(old, { force: true });
  }
}

function write(note: Note): void {
  writeFileSync(`${ownerFile}.new`, JSON.stringify(note));
  renameSync(`${ownerFile}.new`, ownerFile);
}

/** The kernel's start time of a process; undefined when there is none. */
export function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name is in brackets and may hold blanks.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
