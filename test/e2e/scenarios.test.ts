/**
 * The oracle: each scenario is put into two joined clusters, real requests are sent, and what the
 * plugin says of them is held against what arrived. `MESH_SCENARIO` and `MESH_SCENARIOS` choose by
 * name and by folder; see scenarios/README.md.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { clusterNames } from '../bed/index.ts';
import { ROOT } from '../demo/paths.ts';
import { analyze } from './oracle/analyze.ts';
import { ScenarioError } from './oracle/fields.ts';
import { heal, touchesMesh } from './oracle/heal.ts';
import { moveScenario } from './oracle/moveScenario.ts';
import { openOracle, type Oracle } from './oracle/openOracle.ts';
import { readScenario, scenarioFolders } from './oracle/readScenario.ts';
import type { Scenario } from './oracle/scenario.ts';
import {
  disagreements,
  table,
  witnessed,
  writeComparison,
  writeRemedies,
  writeResults,
} from './oracle/report.ts';
import { runScenario, type ScenarioResult } from './oracle/runScenario.ts';
import type { Stage } from './oracle/Stage.ts';
import { witnesses, writeAlone } from './oracle/without/writeAlone.ts';
import { staysInScene } from './oracle/staysInScene.ts';
import { Stopwatch } from './oracle/Stopwatch.ts';
import { disagreementsOf } from './fuzz/disagreement.ts';
import { generateScenario } from './fuzz/generateScenario.ts';
import { readDefinitions } from './fuzz/readDefinitions.ts';
import { accepted, tryScenario } from './fuzz/tryScenario.ts';
import { phase, recordPhase } from '../times/phases.ts';

const CLUSTERS = clusterNames.slice(0, 2);
const OWN = join(ROOT, 'test/e2e/scenarios');
const { MESH_SCENARIO, MESH_SCENARIOS, MESH_SCENARIOS_ANALYZE } = process.env;
/** The witnesses that are left out of what is written into the documentation. */
const WITHOUT = witnesses(process.env.MESH_SCENARIOS_WITHOUT);
/** Only scenarios with a remedy; what came of them is written into the documentation. */
const REMEDIES = Boolean(process.env.MESH_SCENARIOS_REMEDIES);
/**
 * How many scenarios run side by side, each in a scene of its own. `istioctl analyze` speaks of all
 * scenes at once: when it is asked, scenarios run one at a time.
 */
const SCENES = MESH_SCENARIOS_ANALYZE
  ? 1
  : Number(process.env.MESH_SCENARIOS_SIDE_BY_SIDE ?? 3);
/** For work on the scenarios: clusters and Backstage stay, and the next run begins with them. */
const KEEP = Boolean(process.env.MESH_SCENARIOS_KEEP);

/**
 * Beside those that people wrote, some that nobody did, always the same; `npm run fuzz` tries
 * others.
 */
const GENERATED = { seed: 1, count: 20 };

function generated(): readonly Scenario[] {
  if (
    MESH_SCENARIO ||
    MESH_SCENARIOS ||
    MESH_SCENARIOS_ANALYZE ||
    REMEDIES ||
    WITHOUT.length > 0
  ) {
    return [];
  }
  const { seed, count } = GENERATED;
  const definitions = readDefinitions();
  return Array.from({ length: count }, (_, index) =>
    generateScenario(definitions, { seed, number: index + 1 }, CLUSTERS),
  );
}

/**
 * Those that take istiod or a cluster down come last: what is wrong with the others is known soon.
 */
function inOrder(folders: readonly string[]): readonly string[] {
  const isHeavy = (folder: string) =>
    readScenario(folder, CLUSTERS).changes.some(
      ({ kind }) => kind === 'restart' || kind === 'stop' || kind === 'revoke',
    );
  return [
    ...folders.filter(folder => !isHeavy(folder)),
    ...folders.filter(isHeavy),
  ];
}

function chosen(): readonly string[] {
  const folders = scenarioFolders(
    MESH_SCENARIOS ? resolve(MESH_SCENARIOS) : OWN,
  );
  if (!MESH_SCENARIO) {
    return inOrder(folders);
  }
  const wanted = MESH_SCENARIO.split(',');
  const odd = wanted.find(
    name => !folders.some(folder => basename(folder) === name),
  );
  if (odd !== undefined) {
    throw new ScenarioError(
      `There is no scenario "${odd}"; there are ${folders
        .map(folder => basename(folder))
        .join(', ')}`,
    );
  }
  return inOrder(folders.filter(folder => wanted.includes(basename(folder))));
}

describe('a scenario file', () => {
  let folder: string;

  before(() => {
    folder = join(
      mkdtempSync(join(tmpdir(), 'mesh-federation-scenario-')),
      'mine',
    );
    mkdirSync(folder);
  });
  after(() => rmSync(dirname(folder), { recursive: true, force: true }));

  const refused = [
    ['sentence: ""', 'mine/scenario.yaml: sentence must be a text'],
    [
      'sentence: A.\nclient: [bare]',
      'mine/scenario.yaml: client is not known; there are sentence, services, call, requests, clients, changes, remedy, undecided',
    ],
    [
      'sentence: A.\nclients: [nobody]',
      'mine/scenario.yaml: clients has "nobody", which is not one of client, bare, stale, captive, other/guest',
    ],
    [
      'sentence: A.\nchanges:\n  - cluster: eest\n    stop: true',
      'mine/scenario.yaml: changes[0].cluster is "eest", which is not one of all, east, west',
    ],
    [
      'sentence: A.\nchanges:\n  - cluster: east\n    delete: { apiVersion: v1, kind: Secret }',
      'mine/scenario.yaml: changes[0].delete.name is missing',
    ],
    [
      'sentence: A.\nundecided: { reason: A. }',
      'mine/scenario.yaml: undecided.otherwise must hold changes that no object shows: isolate, joinPodNetworks',
    ],
    [
      'sentence: A.\nundecided: { reason: A., otherwise: [{ cluster: east, stop: true }] }',
      'mine/scenario.yaml: undecided.otherwise must hold changes that no object shows: isolate, joinPodNetworks',
    ],
    [
      'sentence: A.\nremedy: { from: east, to: west }',
      'mine/scenario.yaml: remedy.causes is missing',
    ],
    [
      'sentence: A.\nremedy: { from: east, to: west, causes: [MF1] }',
      'mine/scenario.yaml: remedy.causes must be a list of codes',
    ],
  ] as const;
  const refuse = (text: string, message: string) => {
    writeFileSync(join(folder, 'scenario.yaml'), text);
    assert.throws(() => readScenario(folder, CLUSTERS), { message });
  };
  for (const [text, message] of refused) {
    it(`is refused by file and field: ${message}`, () => refuse(text, message));
  }

  it('is refused when a manifest is for no cluster', () => {
    writeFileSync(join(folder, 'scenario.yaml'), 'sentence: A.');
    writeFileSync(join(folder, 'eest.yaml'), '');
    assert.throws(() => readScenario(folder, CLUSTERS), {
      message:
        'mine/eest.yaml: is for no cluster; manifests are all.yaml, east.yaml, west.yaml',
    });
  });
});

describe('scenarios', () => {
  const scenarios = chosen()
    .map(each => readScenario(each, CLUSTERS))
    .filter(({ treatment }) => !REMEDIES || treatment !== undefined);
  const sideBySide = scenarios.filter(each => SCENES > 1 && staysInScene(each));
  const alone = scenarios.filter(each => !sideBySide.includes(each));
  let oracle: Oracle;
  const results = new Map<string, ScenarioResult>();

  before(async () => {
    oracle = await openOracle({
      keepClusters: KEEP,
      scenes: Math.max(1, Math.min(SCENES, sideBySide.length)),
    });
  });

  after(async () => {
    process.stderr.write(
      `what istiod made of the answers: ${witnessed([...results.values()])}\n`,
    );
    await writeAlone(
      WITHOUT,
      scenarios.flatMap(({ name }) => results.get(name) ?? []),
    );
    await phase('closing', async () =>
      oracle?.session.close({ keepClusters: KEEP, keepBackstage: KEEP }),
    );
  });

  const hold = async (scenario: Scenario, stage: Stage) => {
    const { api, observe } = oracle;
    try {
      const result = await runScenario(
        {
          api,
          stage,
          observe,
          ask: true,
          ...(MESH_SCENARIOS_ANALYZE && {
            analyze: (cluster: string) => analyze(stage, cluster),
          }),
        },
        moveScenario(scenario, stage.scene),
      );
      results.set(scenario.name, result);
      const written = scenarios.flatMap(({ name }) => results.get(name) ?? []);
      writeResults(written);
      if (MESH_SCENARIOS_ANALYZE) {
        writeComparison(join(ROOT, 'docs/comparison.md'), written);
      }
      if (REMEDIES) {
        writeRemedies(join(ROOT, 'docs/remedies.md'), written);
      }
      process.stderr.write(`${table(result)}\n`);
      assert.deepEqual(disagreements(result), []);
    } finally {
      if (touchesMesh(scenario)) {
        await heal(api, stage, scenario);
      }
    }
  };
  const titleOf = ({ name, sentence }: Scenario) => `${name}: ${sentence}`;

  describe('side by side', { concurrency: SCENES }, () => {
    let watch: Stopwatch;
    before(() => {
      watch = new Stopwatch();
    });
    after(async () => {
      const count = sideBySide.length;
      recordPhase(`${count} scenarios side by side`, watch.seconds());
      await oracle?.keepFirstScene();
    });
    sideBySide.forEach(scenario => {
      it(titleOf(scenario), () =>
        oracle.queue.use(stage => hold(scenario, stage)),
      );
    });
    generated().forEach(scenario => {
      it(titleOf(scenario), () =>
        oracle.queue.use(async stage => {
          const { scenario: known } = await accepted(stage, scenario);
          const { rows } = await tryScenario(oracle, stage, known);
          assert.deepEqual(disagreementsOf(rows), []);
        }),
      );
    });
  });

  describe('alone', () => {
    alone.forEach(scenario => {
      it(titleOf(scenario), () =>
        phase(`scenario ${scenario.name}`, () => hold(scenario, oracle.stage)),
      );
    });
  });
});
