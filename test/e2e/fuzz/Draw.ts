import { randomOf } from '../randomOf.ts';

/** Choices by chance that follow from a seed. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomOf(seed);
  }

  /** True in that part of the cases. */
  chance(part: number): boolean {
    return this.#next() < part;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** One of several, the heavier the oftener. */
  weighted<T>(from: readonly T[], weightOf: (each: T) => number): T {
    const all = from.reduce((sum, each) => sum + weightOf(each), 0);
    let left = this.#next() * all;
    for (const each of from) {
      left -= weightOf(each);
      if (left < 0) {
        return each;
      }
    }
    return from.at(-1)!;
  }

  /** Different ones, at most `count`, the heavier the oftener. */
  some<T>(
    from: readonly T[],
    count: number,
    weightOf: (each: T) => number = () => 1,
  ): readonly T[] {
    const rest = from.filter(each => weightOf(each) > 0);
    const chosen: T[] = [];
    while (chosen.length < count && rest.length > 0) {
      const each = this.weighted(rest, weightOf);
      rest.splice(rest.indexOf(each), 1);
      chosen.push(each);
    }
    return chosen;
  }

  /** 1 in most cases, sometimes 2, seldom 3. */
  few(): number {
    return this.chance(0.65) ? 1 : 2 + this.below(2);
  }
}
