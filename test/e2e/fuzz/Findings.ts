import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../../demo/paths.ts';
import type { Scenario } from '../oracle/scenario.ts';
import { scenarioFiles } from './scenarioFiles.ts';
import { shape } from './shape.ts';

const FOLDER = join(CACHE, 'fuzz');

/** A disagreement that came up, and came up again. */
interface Found {
  readonly kind: string;
  /** The smallest scenario that still shows it. */
  readonly scenario: Scenario;
  readonly said: string;
  times: number;
}

/** What a run of generated scenarios has brought up, kept as a file while it runs. */
export class Findings {
  readonly #seed: number;
  readonly #started = Date.now();
  readonly #found: Found[] = [];
  readonly #refused = new Map<string, number>();
  readonly #undecided = new Map<string, number>();
  readonly #failed = new Map<string, number>();
  #scenarios = 0;
  #answers = 0;
  #agreeing = 0;
  #passing = 0;

  /** The folder of the log and of the scenarios that were written. */
  readonly folder: string;

  constructor(seed: number, folder = FOLDER) {
    this.#seed = seed;
    this.folder = folder;
  }

  get disagreements(): number {
    return this.#found.length;
  }

  /** One scenario that was tried: its answers, and what of them nobody could hold to traffic. */
  tried(answers: number, undecided: readonly string[]): void {
    this.#scenarios += 1;
    this.#answers += answers;
    undecided.forEach(each => count(this.#undecided, each));
    this.#write();
  }

  agreed(): void {
    this.#agreeing += 1;
    this.#write();
  }

  /** A disagreement that was gone when the scenario was put in place once more. */
  passed(): void {
    this.#passing += 1;
    this.#write();
  }

  refused(refusals: readonly string[]): void {
    refusals.forEach(each =>
      count(this.#refused, each.replace(/\\"[^"]*generated[^"]*"/g, '…')),
    );
  }

  /** The scenario could not be tried. */
  failed(error: unknown): void {
    count(this.#failed, (error as Error).message.slice(0, 200));
    this.#write();
  }

  /** Counts one more of a kind that is known already: its objects hold those of the known one. */
  knows(kind: string, scenario: Scenario): boolean {
    const all = shape(scenario);
    const known = this.#found.find(
      each =>
        each.kind === kind &&
        [...shape(each.scenario)].every(part => all.has(part)),
    );
    if (known) {
      known.times += 1;
      this.#write();
    }
    return known !== undefined;
  }

  /** Writes the folder of the smallest scenario; answers with it. */
  found(kind: string, said: string, scenario: Scenario): string {
    this.#found.push({ kind, said, scenario, times: 1 });
    const folder = join(this.folder, 'found', scenario.name);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of Object.entries(scenarioFiles(scenario))) {
      writeFileSync(join(folder, file), content);
    }
    this.#write();
    return folder;
  }

  /** The whole of it as text. */
  text(): string {
    const minutes = ((Date.now() - this.#started) / 60_000).toFixed(1);
    const kinds = this.#found.map(
      ({ kind, times, scenario, said }) =>
        `  ${times} × ${kind}\n      ${scenario.name}: ${scenario.sentence}\n      said: ${said}`,
    );
    return [
      `seed ${this.#seed}: ${minutes} minutes, ${
        this.#scenarios
      } scenarios with ${this.#answers} answers`,
      `${this.#agreeing} scenarios agree, ${sum(
        this.#found.map(({ times }) => times),
      )} disagree in ${this.#found.length} ways, ${
        this.#passing
      } disagreed once and not again`,
      ...kinds,
      ...listed('could not be tried', this.#failed),
      ...listed('answers that no request decides', this.#undecided),
      ...listed('objects that were refused', this.#refused),
    ].join('\n');
  }

  #write(): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, `seed-${this.#seed}.txt`),
      `${this.text()}\n`,
    );
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const sum = (numbers: Iterable<number>) =>
  [...numbers].reduce((all, each) => all + each, 0);

function listed(
  title: string,
  counts: ReadonlyMap<string, number>,
): readonly string[] {
  return [
    `${sum(counts.values())} ${title}`,
    ...[...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([text, times]) => `  ${times} × ${text}`),
  ];
}
