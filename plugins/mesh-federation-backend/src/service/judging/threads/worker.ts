import { createAnswerer } from './createAnswerer';

/** This file, wherever the package was built to. */
export const WORKER_FILE = __filename;

/** Answers one task. Runs in a thread of its own, which keeps what it has decoded. */
export default createAnswerer();
