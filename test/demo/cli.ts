import { failures, demoResult, describe, type DemoResult } from './report.ts';
import { HELP, parseOptions, UsageError, type DemoOptions } from './options.ts';
import { grantKubernetesTab } from './clusterAccess.ts';
import { interrupted } from './interrupted.ts';
import { progress } from './progress.ts';
import { approveAndFollow, showPlan } from './runPlan.ts';
import { openSession, type Session } from './session.ts';
import { measureAfter, measureBefore } from './traffic.ts';

const FEDERATION = 'demo';

/**
 * Joins all clusters into one federation through the plugin's HTTP API, as a person would do it on
 * the page, and measures what came of it.
 */
async function federate(session: Session): Promise<DemoResult> {
  const { api, clusters, timings } = session;
  const names = clusters.map(({ name }) => name);
  progress('traffic', 'calling across clusters before the join');
  const before = await timings.measure('trafficBefore', () =>
    measureBefore(clusters),
  );
  await api.putFederation(FEDERATION, names);
  const request = { kind: 'join', restartWorkloads: true } as const;
  const plan = await timings.measure('plan', () =>
    api.createPlan(FEDERATION, request),
  );
  showPlan(plan);
  if (plan.status === 'empty') {
    progress('plan', 'the clusters are joined already');
  } else {
    await timings.measure('run', () => approveAndFollow(api, plan));
  }
  progress('traffic', 'calling across clusters after the join');
  const traffic = await timings.measure('trafficAfter', () =>
    measureAfter(clusters, before),
  );
  const second = await timings.measure('secondPlan', () =>
    api.createPlan(FEDERATION, request),
  );
  return demoResult({
    federation: FEDERATION,
    clusters: names,
    report: await api.trust(),
    traffic,
    firstPlanSteps: plan.steps.length,
    secondPlanSteps: second.steps.length,
    timings: timings.all(),
  });
}

/**
 * Clusters that were there before the demo are given back as they were: the plugin takes its own
 * things out of them.
 */
async function leaveExisting(session: Session): Promise<void> {
  const plan = await session.api.createPlan(FEDERATION, { kind: 'leave' });
  if (plan.status === 'ready') {
    progress('cleanup', 'leaving the federation');
    await approveAndFollow(session.api, plan);
  }
}

async function once(session: Session): Promise<number> {
  const result = await federate(session);
  const wrong = failures(result);
  for (const sentence of wrong) {
    progress('result', `does not hold: ${sentence}`);
  }
  // Written last, after everything was taken down.
  process.on('exit', () => {
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
  });
  return wrong.length === 0 ? 0 : 1;
}

async function stayUp(
  session: Session,
  options: DemoOptions,
  stop: Promise<void>,
): Promise<number> {
  if (options.federate) {
    const result = await federate(session);
    process.stdout.write(`\n${describe(result)}`);
    for (const sentence of failures(result)) {
      process.stdout.write(`  does not hold: ${sentence}\n`);
    }
  } else {
    await session.api.observe();
  }
  process.stdout.write(
    `\nOpen ${session.backstage.baseUrl}/mesh-federation (sign in as guest). Ctrl-C takes everything down.\n`,
  );
  await stop;
  return 0;
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const stop = interrupted();
  const opening = openSession(options);
  const session = await Promise.race([opening, stop]);
  if (!session) {
    progress('cleanup', 'interrupted: taking down what was started');
    const opened = await opening.catch(() => undefined);
    await opened?.close({ keepClusters: options.keep });
    return 130;
  }
  try {
    await Promise.all(session.clusters.map(grantKubernetesTab));
    const work = options.once ? once(session) : stayUp(session, options, stop);
    return (await Promise.race([
      work,
      stop.then(() => (options.once ? 130 : 0)),
    ])) as number;
  } finally {
    if (options.existing && options.federate && !options.keep) {
      await leaveExisting(session).catch(error =>
        progress('cleanup', `could not leave the federation: ${error}`),
      );
    }
    await session.close({ keepClusters: options.keep });
  }
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    const usage = error instanceof UsageError;
    process.stderr.write(
      `${
        usage
          ? `${error.message}\n\n${HELP}`
          : `\n${(error as Error).stack ?? error}\n`
      }`,
    );
    process.exit(usage ? 2 : 1);
  },
);
