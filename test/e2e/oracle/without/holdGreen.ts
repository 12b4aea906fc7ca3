/**
 * Holds readings against what istiod said, as the plugin does: questions as JSON on the standard
 * input, answers on the output. A process of its own, which loads the package as the backend does.
 */
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import type { Question } from './withoutRules.ts';

const { confirmReachability } = createRequire(import.meta.url)(
  '@mesh-federation/backstage-plugin-mesh-federation-common/analysis',
) as typeof import('@mesh-federation/backstage-plugin-mesh-federation-common/analysis');

const questions = JSON.parse(await text(process.stdin)) as readonly Question[];
process.stdout.write(
  JSON.stringify(
    questions.map(({ reading, asked, heard }) =>
      confirmReachability(reading, asked, heard),
    ),
  ),
);
