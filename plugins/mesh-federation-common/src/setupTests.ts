import fc from 'fast-check';
import { optional } from './model/basics/optional';

/**
 * Laws are tried on the same cases in each run, so that a change is judged by what it changes.
 * `FC_SEED` and `FC_RUNS` go hunting: `FC_SEED=$RANDOM FC_RUNS=2000 npm run test:unit -- laws`.
 */
const { FC_SEED, FC_RUNS } = process.env;

fc.configureGlobal({
  seed: Number(FC_SEED ?? 20260601),
  ...optional({ numRuns: FC_RUNS ? Number(FC_RUNS) : undefined }),
});
