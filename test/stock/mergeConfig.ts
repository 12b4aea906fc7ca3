import { parse, stringify } from 'yaml';

/**
 * Adds configuration of the recipe to that of the app, as a person would: keys to keys, entries to
 * the end of lists. Only what is empty or missing in the app is replaced.
 */
export function mergeConfig(config: string, snippet: string): string {
  return stringify(merged(parse(config), parse(snippet)));
}

function merged(here: unknown, added: unknown): unknown {
  if (here === undefined || here === null) {
    return added;
  }
  if (Array.isArray(here) && Array.isArray(added)) {
    return [...here, ...added];
  }
  if (isRecord(here) && isRecord(added)) {
    return Object.fromEntries(
      [...new Set([...Object.keys(here), ...Object.keys(added)])].map(key => [
        key,
        key in added ? merged(here[key], added[key]) : here[key],
      ]),
    );
  }
  throw new Error(
    `The app has ${JSON.stringify(here)} where the recipe has ${JSON.stringify(
      added,
    )}`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
