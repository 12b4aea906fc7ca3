const { join } = require('node:path');

/**
 * Backstage's lint configuration, and the rules that need types: a promise that nobody waits for hides its failure, and a `switch` that
 * forgets a case hides a verdict.
 */
module.exports = (directory, config = {}) =>
  require('@backstage/cli/config/eslint-factory')(directory, {
    ...config,
    overrides: [
      ...(config.overrides ?? []),
      {
        files: ['**/*.ts', '**/*.tsx'],
        excludedFiles: ['**/generated/**', '*.d.ts'],
        parserOptions: { project: join(__dirname, 'tsconfig.json') },
        rules: {
          '@typescript-eslint/await-thenable': 'error',
          '@typescript-eslint/no-floating-promises': [
            'error',
            {
              // Node's test runner waits for these itself.
              allowForKnownSafeCalls: [
                {
                  from: 'package',
                  name: ['describe', 'it', 'test'],
                  package: 'node:test',
                },
              ],
            },
          ],
          '@typescript-eslint/no-misused-promises': [
            'error',
            { checksVoidReturn: false },
          ],
          '@typescript-eslint/switch-exhaustiveness-check': [
            'error',
            { considerDefaultExhaustiveForUnions: true },
          ],
          '@typescript-eslint/no-explicit-any': 'error',
        },
      },
    ],
  });
