import { files, read } from './sources.ts';

const LENGTH = 100;

/**
 * Comment lines of the project's TypeScript and JavaScript beyond 100 characters, but for those
 * that hold an address.
 */
export function longComments(): readonly string[] {
  return files
    .filter(
      file =>
        /^(plugins|packages|test|scripts)\/.*\.(tsx?|c?js|mjs)$/.test(file) &&
        !/\/generated\//.test(file),
    )
    .flatMap(file =>
      read(file)
        .split('\n')
        .flatMap((line, index) =>
          line.length > LENGTH &&
          /^\s*(\/\/|\/\*|\*)/.test(line) &&
          !/https?:\/\/\S{40}/.test(line)
            ? [`${file}:${index + 1}`]
            : [],
        ),
    );
}
