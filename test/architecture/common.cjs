const { TESTS, layers, only } = require('./only.cjs');

const COMMON = '^plugins/mesh-federation-common/src';
const LEGS = `${COMMON}/analysis/reachability/legs`;

/** Who may import whom in the common package. */
module.exports = [
  only(
    'model-imports-nothing',
    COMMON,
    'model/',
    [],
    'The model is plain data.',
  ),
  ...layers('model-has-layers', COMMON, [
    'model/basics',
    'model/cluster',
    'model/answers',
    'model/plans',
  ]),
  only('findings-know-the-model', COMMON, 'findings/', ['model/']),
  only('definitions-know-the-model', COMMON, 'findings/definitions/', [
    'model/',
  ]),
  only('commands-know-the-model', COMMON, 'commands/', ['model/']),
  only('analysis-is-pure', COMMON, 'analysis/', [
    'model/',
    'findings/',
    'commands/',
  ]),
  ...layers('analysis-has-layers', COMMON, [
    'analysis/trust',
    'analysis/discovery',
    'analysis/clusters',
    'analysis/reachability',
    'analysis/entities',
  ]),
  ...layers('reachability-has-layers', COMMON, [
    'analysis/reachability/lookup',
    'analysis/reachability/question',
    'analysis/reachability/networks',
    'analysis/reachability/configuration',
    'analysis/reachability/parts',
    'analysis/reachability/legs',
    'analysis/reachability/engine',
    'analysis/reachability/survey',
    'analysis/reachability/witness',
  ]),
  {
    name: 'no-leg-imports-a-leg',
    comment:
      'What two legs need says what Istio does, or how an answer is worded: configuration/ or parts/.',
    severity: 'error',
    from: { path: `${LEGS}/([^/]+)/`, pathNot: TESTS },
    to: { path: `${LEGS}/`, pathNot: `${LEGS}/$1/` },
  },
  only('what-all-analysis-uses', COMMON, 'analysis/[^/]+\\.ts$', [
    'model/',
    'findings/',
  ]),
  only(
    'rules-know-trust-and-discovery',
    COMMON,
    'analysis/clusters/rules/',
    [
      'model/',
      'findings/',
      'analysis/[^/]+\\.ts$',
      'analysis/(trust|discovery)/',
    ],
    'A rule looks at the model and at what is concluded on trust and discovery.',
  ),
  only('planning-is-pure', COMMON, 'planning/', [
    'model/',
    'findings/',
    'analysis/',
  ]),
  only('verification-is-pure', COMMON, 'verification/', [
    'model/',
    'findings/',
    'analysis/',
    'planning/step/',
    'planning/steps/',
  ]),
  {
    name: 'common-has-no-effects',
    comment:
      'The common package also runs in the browser: no Node built-ins, no framework but permissions and errors.',
    severity: 'error',
    from: { path: COMMON, pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  ...layers('planning-has-layers', COMMON, [
    'planning/members',
    'planning/roots',
    'planning/preflight',
    'planning/step',
    'planning/steps',
    'planning/ordering',
  ]),
];
