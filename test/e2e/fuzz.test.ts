/** What generated scenarios are made of and how they are made small; needs no clusters. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Findings } from './fuzz/Findings.ts';
import { generateScenario, KINDS } from './fuzz/generateScenario.ts';
import { readDefinitions } from './fuzz/readDefinitions.ts';
import { scenarioFiles } from './fuzz/scenarioFiles.ts';
import { shrink } from './fuzz/shrink.ts';
import { readScenario } from './oracle/readScenario.ts';
import type { Scenario } from './oracle/scenario.ts';

const CLUSTERS = ['east', 'west'];
const definitions = readDefinitions();

const generated = (seed: number, number: number) =>
  generateScenario(definitions, { seed, number }, CLUSTERS);

const many = Array.from({ length: 600 }, (_, number) => generated(1, number));

const objectsOf = ({ manifests }: Scenario) => Object.values(manifests).flat();

describe('generated scenarios', () => {
  it('are the same for the same seed', () => {
    assert.deepEqual(
      many.slice(0, 50),
      Array.from({ length: 50 }, (_, number) => generated(1, number)),
    );
  });

  it('are others for another seed or number', () => {
    const texts = [...many.slice(0, 50), generated(2, 0), generated(2, 1)].map(
      ({ manifests, services, changes }) =>
        JSON.stringify({ manifests, services, changes }),
    );
    assert.equal(new Set(texts).size, texts.length);
  });

  it('bring up every kind', () => {
    const kinds = new Set(many.flatMap(objectsOf).map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), Object.keys(KINDS).sort());
  });

  it('bring up all fields that decide', () => {
    const text = JSON.stringify(many.flatMap(objectsOf));
    const missing = [
      ...['exportTo', 'subset', 'sourceLabels', 'delegate', 'redirect'],
      ...['fault', 'rewrite', 'portLevelSettings', 'portLevelMtls', 'notPaths'],
      ...['workloadSelector', 'outlierDetection', 'failoverPriority', 'sni'],
      ...['defaultEndpoint', 'captureMode', 'targetRefs', 'backendRefs'],
    ].filter(field => !text.includes(`"${field}"`));
    assert.deepEqual(missing, []);
  });

  it('stay in their scene, so that they run side by side', () => {
    const outside = many
      .flatMap(objectsOf)
      .filter(
        ({ metadata }) => !['scene', 'other'].includes(metadata.namespace!),
      );
    assert.deepEqual(outside, []);
  });

  it('leave every client the name by which the harness sees that its configuration is there', () => {
    const hiding = many
      .flatMap(objectsOf)
      .filter(({ kind }) => kind === 'Sidecar')
      .filter(({ spec }) => {
        const { egress } = spec as { egress?: readonly object[] };
        return egress && !JSON.stringify(egress.at(-1)).includes('barrier');
      });
    assert.deepEqual(hiding, []);
  });

  it('can be written as a folder and read again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mesh-federation-generated-'));
    try {
      for (const scenario of many.slice(0, 100)) {
        const path = join(folder, scenario.name);
        mkdirSync(path);
        for (const [file, text] of Object.entries(scenarioFiles(scenario))) {
          writeFileSync(join(path, file), text);
        }
        const { targets, ...read } = readScenario(path, CLUSTERS);
        assert.deepEqual(
          {
            ...read,
            targets: targets.map(({ aliases: _, ...target }) => target),
          },
          { ...JSON.parse(JSON.stringify(scenario)), folder: path },
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('shrinking', () => {
  const isDenied = (scenario: Scenario) =>
    JSON.stringify(scenario.manifests.east).includes('"action":"DENY"');
  const denied = many.filter(isDenied).slice(0, 10);

  it('leaves only what the disagreement needs', async () => {
    for (const scenario of denied) {
      const small = await shrink(scenario, async each => isDenied(each), 500);
      assert.deepEqual(small.manifests.west, [], scenario.name);
      assert.deepEqual(
        small.manifests.east!.map(({ spec }) => spec),
        [{ action: 'DENY' }],
        scenario.name,
      );
      assert.deepEqual(small.changes, [], scenario.name);
      assert.equal(small.clients.length, 1, scenario.name);
      assert.equal(small.services.length, 1, scenario.name);
    }
  });

  it('ends after as many tries as it may make', async () => {
    let tries = 0;
    const refuse = async () => {
      tries += 1;
      return false;
    };
    assert.equal(await shrink(denied[0]!, refuse, 3), denied[0]);
    assert.equal(tries, 3);
  });
});

describe('a kind of disagreement', () => {
  const [small] = many.filter(each => objectsOf(each).length === 1);

  it('is known by the fields of its smallest scenario', () => {
    const findings = new Findings(0, mkdtempSync(join(tmpdir(), 'fuzz-')));
    assert.equal(findings.knows('reachable, but', small!), false);
    findings.found('reachable, but', 'reachable', small!);
    const more = {
      ...small!,
      manifests: { east: objectsOf(small!), west: objectsOf(many[7]!) },
    };
    assert.equal(findings.knows('reachable, but', more), true);
    assert.equal(findings.knows('blocked, but', more), false);
    assert.match(findings.text(), /0 scenarios agree, 2 disagree in 1 ways/);
    rmSync(findings.folder, { recursive: true, force: true });
  });

  it('is another one with other fields', () => {
    const findings = new Findings(0, mkdtempSync(join(tmpdir(), 'fuzz-')));
    findings.found('reachable, but', 'reachable', small!);
    const other = { ...small!, manifests: { east: [], west: [] }, changes: [] };
    assert.equal(findings.knows('reachable, but', other), false);
    rmSync(findings.folder, { recursive: true, force: true });
  });
});
