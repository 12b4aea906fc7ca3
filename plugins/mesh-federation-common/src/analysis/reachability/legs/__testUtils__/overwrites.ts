interface Operation {
  readonly op: 'test' | 'add' | 'remove' | 'replace';
  readonly path: string;
}

/** Change no field that somebody may have changed. */
const HARMLESS =
  /^kubectl (?:--context \S+ )?(create --filename|label|annotate|rollout restart|describe|get|edit|scale deployment.* --current-replicas) /;

/** The commands of a remedy that overwrite what came after it was written. */
export function overwrites(text: string): readonly string[] {
  return text
    .split(/^(?=kubectl )/m)
    .filter(command => !isSafe(command.trimEnd()));
}

function isSafe(command: string): boolean {
  const json = /--type=json --patch '([^]*)'$/.exec(command)?.[1];
  if (json !== undefined) {
    return testsWhatItChanges(json);
  }
  return (
    (HARMLESS.test(command) && !command.includes('--overwrite')) ||
    /resourceVersion"?: ?"\w+"/.test(command)
  );
}

/** One more item of a list takes the place of nothing. */
function testsWhatItChanges(json: string): boolean {
  const operations = JSON.parse(
    json.replaceAll(`'\\''`, `'`),
  ) as readonly Operation[];
  const tested = operations.filter(({ op }) => op === 'test');
  return operations
    .filter(({ op, path }) => op !== 'test' && !path.endsWith('/-'))
    .every(({ path }) =>
      tested.some(test => `${test.path}/`.startsWith(`${path}/`)),
    );
}
