/**
 * Puts code of the recipe where a person would: imports to the others, a backend's feature before
 * its start, a route among the routes, a tab into every layout. A route of the same path is
 * replaced, and a feature that is there is not added again. Throws when there is no such place.
 */
export function mergeSource(source: string, snippet: string): string {
  return snippet
    .trim()
    .split(/\n{2,}/)
    .flatMap(partsOf)
    .reduce(put, source);
}

const FEATURE = /^backend\.add\(\s*import\(\s*'([^']+)'/;
const COMMENT = /^\/\/[^\n]*\n/gm;

/** Statements of a backend stand one below the other, and each has its own place. */
function partsOf(chunk: string): readonly string[] {
  const code = chunk.replace(COMMENT, '');
  return FEATURE.test(code)
    ? code.match(/^backend\.add\([^;]+;/gm) ?? []
    : [code];
}

function put(source: string, part: string): string {
  const element = part.replace(/;$/, '');
  const feature = FEATURE.exec(part)?.[1];
  const path = /^<Route\s+path="([^"]+)"/.exec(part)?.[1];
  if (part.startsWith('import ')) {
    return `${part}\n${source}`;
  }
  if (feature !== undefined) {
    return source.includes(`'${feature}'`)
      ? source
      : before(source, 'backend.start();', part);
  }
  if (path !== undefined) {
    const same = new RegExp(`<Route path="${path}" [^\\n]*/>`);
    return same.test(source)
      ? source.replace(same, () => element)
      : before(source, '</FlatRoutes>', element);
  }
  if (/^<EntityLayout\.Route\s/.test(part)) {
    return before(source, '</EntityLayout>', element);
  }
  if (/^<SidebarItem\s/.test(part)) {
    return before(source, '{/* End global nav */}', element);
  }
  if (part.startsWith('const ')) {
    return before(source, 'const routes = ', part);
  }
  throw new Error(
    `There is no rule where this part of the recipe goes:\n${part}`,
  );
}

/** Puts a text before every occurrence of another. */
function before(source: string, place: string, text: string): string {
  if (!source.includes(place)) {
    throw new Error(
      `There is no ${place} in the app, before which to put:\n${text}`,
    );
  }
  return source.replaceAll(place, () => `${text}\n${place}`);
}
