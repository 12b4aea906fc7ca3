/** So many items of a list are written at once. */
const SLICE = 250;

/** Lists lie so deep in what is stored. */
const DEPTH = 4;

/**
 * A value as JSON, piece by piece, so that something else can be done in between: the state of a
 * large cluster takes a tenth of a second to write.
 */
export function* jsonPieces(value: unknown, depth = DEPTH): Generator<string> {
  if (Array.isArray(value) && value.length > SLICE) {
    yield '[';
    for (let first = 0; first < value.length; first += SLICE) {
      const items = JSON.stringify(value.slice(first, first + SLICE));
      yield `${first === 0 ? '' : ','}${items.slice(1, -1)}`;
    }
    yield ']';
  } else if (isPlainObject(value) && depth > 0) {
    let before = '{';
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) {
        yield `${before}${JSON.stringify(key)}:`;
        yield* jsonPieces(item, depth - 1);
        before = ',';
      }
    }
    yield before === '{' ? '{}' : '}';
  } else {
    yield JSON.stringify(value);
  }
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
