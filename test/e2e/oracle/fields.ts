/** A scenario file that cannot be used. The message names file and field. */
export class ScenarioError extends Error {}

/** Reads fields of a parsed file. Whatever is not as it must be throws `ScenarioError`. */
export class Fields {
  readonly #file: string;
  readonly #at: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(file: string, value: unknown, at = '') {
    this.#file = file;
    this.#at = at;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.error('', `must be a map, not ${JSON.stringify(value)}`);
    }
    this.#values = value as Readonly<Record<string, unknown>>;
  }

  error(key: string, problem: string): ScenarioError {
    const field = [this.#at, key].filter(Boolean).join('.');
    return new ScenarioError(
      `${this.#file}: ${field ? `${field} ` : ''}${problem}`,
    );
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined;
  }

  value(key: string): unknown {
    if (!this.has(key)) {
      throw this.error(key, 'is missing');
    }
    return this.#values[key];
  }

  /** A misspelled field must not be passed over in silence. */
  only(...known: readonly string[]): this {
    const odd = Object.keys(this.#values).find(key => !known.includes(key));
    if (odd !== undefined) {
      throw this.error(odd, `is not known; there are ${known.join(', ')}`);
    }
    return this;
  }

  text(key: string, fallback?: string): string {
    const value = this.has(key) ? this.#values[key] : fallback;
    if (typeof value !== 'string' || value.trim() === '') {
      throw this.error(
        key,
        value === undefined ? 'is missing' : 'must be a text',
      );
    }
    return value;
  }

  number(key: string, fallback?: number): number {
    const value = this.has(key) ? this.#values[key] : fallback;
    if (!Number.isInteger(value)) {
      throw this.error(
        key,
        value === undefined ? 'is missing' : 'must be a whole number',
      );
    }
    return value as number;
  }

  /** All of it, whatever it holds. */
  values(): Readonly<Record<string, unknown>> {
    return this.#values;
  }

  texts(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.keys(this.#values).map(key => [key, this.text(key)]),
    );
  }

  oneOf<T extends string>(key: string, allowed: readonly T[], fallback?: T): T {
    const value = this.text(key, fallback) as T;
    if (!allowed.includes(value)) {
      throw this.error(
        key,
        `is "${value}", which is not one of ${allowed.join(', ')}`,
      );
    }
    return value;
  }

  some(
    key: string,
    allowed: readonly string[],
    fallback: readonly string[],
  ): readonly string[] {
    const value = this.has(key) ? this.#values[key] : fallback;
    if (!Array.isArray(value)) {
      throw this.error(key, 'must be a list');
    }
    const odd = value.find(each => !allowed.includes(each as string));
    if (odd !== undefined) {
      throw this.error(
        key,
        `has "${odd}", which is not one of ${allowed.join(', ')}`,
      );
    }
    return value as readonly string[];
  }

  /** Maps of a list; undefined when the field is absent. */
  maps(key: string): readonly Fields[] | undefined {
    if (!this.has(key)) {
      return undefined;
    }
    const value = this.#values[key];
    if (!Array.isArray(value)) {
      throw this.error(key, 'must be a list');
    }
    return value.map(
      (each, index) =>
        new Fields(this.#file, each, this.#path(`${key}[${index}]`)),
    );
  }

  map(key: string): Fields {
    return new Fields(this.#file, this.value(key), this.#path(key));
  }

  #path(key: string): string {
    return [this.#at, key].filter(Boolean).join('.');
  }
}
