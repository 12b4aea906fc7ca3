/**
 * Who may import whom. The reasons are in docs/architecture.md.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const COMMON = '^plugins/mesh-federation-common/src';
const BACKEND = '^plugins/mesh-federation-backend/src';
const FRONTEND = '^plugins/mesh-federation/src';
const TESTS =
  '\\.test\\.tsx?$|/testUtils/|/testing/|/__fixtures__/|/__testUtils__/|setupTests\\.ts$';

/** `from` may reach nothing in the package but itself and `allowed`. */
function only(name, root, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: `${root}/(${from})`, pathNot: TESTS },
    to: {
      path: root,
      pathNot: [from, ...allowed].map(part => `${root}/(${part})`),
    },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: { path: '^(plugins|packages|test)' },
      to: { couldNotResolve: true },
    },
    only(
      'model-imports-nothing',
      COMMON,
      'model/',
      [],
      'The model is plain data.',
    ),
    only('findings-know-the-model', COMMON, 'findings/', ['model/']),
    only('analysis-is-pure', COMMON, 'analysis/', ['model/', 'findings/']),
    only('planning-is-pure', COMMON, 'planning/', [
      'model/',
      'findings/',
      'analysis/',
    ]),
    only('verification-is-pure', COMMON, 'verification/', [
      'model/',
      'findings/',
      'analysis/',
    ]),
    {
      name: 'common-has-no-effects',
      comment:
        'The common package also runs in the browser: no Node built-ins, no framework but permissions and errors.',
      severity: 'error',
      from: { path: COMMON, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-importer-of-the-kubernetes-client',
      severity: 'error',
      from: { path: BACKEND, pathNot: [`${BACKEND}/kubernetes/`, TESTS] },
      to: { path: '@kubernetes/client-node' },
    },
    only('reading-is-pure', BACKEND, 'istio/read/', [
      'kubernetes/ClusterClient\\.ts',
      'istio/parseYaml\\.ts',
    ]),
    only('writing-is-pure', BACKEND, 'istio/write/', [
      'kubernetes/ClusterClient\\.ts',
      'istio/parseYaml\\.ts',
    ]),
    {
      name: 'http-and-actions-know-the-service-only',
      severity: 'error',
      from: { path: `${BACKEND}/(http|actions)/`, pathNot: TESTS },
      to: {
        path: BACKEND,
        pathNot: [
          `${BACKEND}/$1/`,
          `${BACKEND}/service/FederationService\\.ts`,
          `${BACKEND}/schema/`,
        ],
      },
    },
    {
      name: 'nobody-imports-the-composition-root',
      severity: 'error',
      from: { path: BACKEND, pathNot: [`${BACKEND}/index\\.ts`, TESTS] },
      to: { path: `${BACKEND}/plugin\\.ts` },
    },
    {
      name: 'configuration-is-read-in-one-place',
      severity: 'error',
      from: {
        path: BACKEND,
        pathNot: [`${BACKEND}/plugin\\.ts`, `${BACKEND}/config\\.ts`, TESTS],
      },
      to: { path: `${BACKEND}/config\\.ts`, dependencyTypesNot: ['type-only'] },
    },
    // Sentences are made of the texts' keys.
    only('views-are-pure', FRONTEND, 'view/', ['translation']),
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
