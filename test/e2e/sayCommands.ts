/**
 * Says the commands of the steps that come on standard input, as the page shows them: it loads the
 * plugin's common package, which only a process that transforms it can.
 */
import { text } from 'node:stream/consumers';
import { createRequire } from 'node:module';
import type { PlannedStep } from '@mesh-federation/backstage-plugin-mesh-federation-common';

const { stepCommands } = createRequire(import.meta.url)(
  '@mesh-federation/backstage-plugin-mesh-federation-common',
) as typeof import('@mesh-federation/backstage-plugin-mesh-federation-common');

const steps = JSON.parse(await text(process.stdin)) as readonly PlannedStep[];
process.stdout.write(JSON.stringify(steps.map(stepCommands)));
