import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that the demo and the tests write, git-ignored. */
export const CACHE = join(ROOT, '.cache');
