/**
 * Composes scenarios by chance and tries them on real clusters. `npm run fuzz`; see `--help`.
 */
import { parseArgs } from 'node:util';
import { interrupted } from '../../demo/interrupted.ts';
import { fuzz } from './fuzz.ts';

const HELP = `Composes objects of Istio, the Gateway API and Kubernetes by chance around a Service, puts them into two
joined clusters, sends requests, and holds what the plugin says against them. What disagrees is made
as small as it goes and written to .cache/fuzz/found, a folder each, as in test/e2e/scenarios.

usage: npm run fuzz -- [--minutes N] [--seed S]

  --minutes N    how long scenarios are tried, once the clusters are up; default: 10
  --seed S       repeats the scenarios of a former run
  --help         this text

The log is in .cache/fuzz/seed-S.txt. Ends with 1 when something disagrees.
`;

function options(): { readonly minutes: number; readonly seed: number } {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '10' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        help: { type: 'boolean' },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return process.exit();
    }
    const minutes = Number(values.minutes);
    const seed = Number(values.seed);
    if (!(minutes > 0) || !Number.isInteger(seed)) {
      throw new Error('--minutes takes a number, --seed a whole number');
    }
    return { minutes, seed };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return process.exit(2);
  }
}

const findings = await fuzz(
  options(),
  line => process.stderr.write(`${line}\n`),
  interrupted(),
);
process.stdout.write(`${findings.text()}\n`);
process.exit(findings.disagreements === 0 ? 0 : 1);
