const { TESTS } = require('./only.cjs');

/**
 * Who may import whom: a file of rules for each package, and what holds for all. The reasons are in
 * docs/architecture.md.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Imports of types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: { path: '^(plugins|packages|test)' },
      to: { couldNotResolve: true },
    },
    ...require('./common.cjs'),
    ...require('./backend.cjs'),
    ...require('./frontend.cjs'),
    ...require('./scaffolder.cjs'),
    ...require('./catalog.cjs'),
    {
      name: 'production-code-knows-no-test',
      severity: 'error',
      from: { path: '^(plugins|packages)/[^/]+/src', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'plugins-know-no-app',
      severity: 'error',
      from: { path: '^plugins' },
      to: { path: '^(packages|test)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '(^|/)(dist|dist-types|coverage|\\.cache)/|schema/openapi/generated',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
