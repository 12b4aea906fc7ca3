const { only, TESTS } = require('./only.cjs');

const FRONTEND = '^plugins/mesh-federation/src';

/**
 * The features, each with those others that it may show. The direction is one, so that there is no
 * circle.
 */
const FEATURES = {
  finding: [],
  witness: ['finding'],
  cluster: ['finding'],
  plan: ['finding'],
  run: ['cluster'],
  federation: ['cluster', 'finding', 'plan', 'run'],
  reachability: ['cluster', 'finding', 'witness'],
  template: ['federation', 'plan', 'run'],
};

/** What only components and hooks may import. */
const REACT =
  'node_modules/(@types/)?(react|react-dom|react-router-dom|react-aria-components|@remixicon/react|@backstage/(ui|core-plugin-api|frontend-plugin-api|plugin-[^/]*-react))/';

/** Hooks are called `use…`; every other `.ts` file of a feature or of `ui` is a view function. */
const HOOK = '/use[A-Z][^/]*\\.ts$';

/** Who may import whom in the frontend plugin. */
module.exports = [
  ...Object.entries(FEATURES).map(([feature, others]) =>
    only(`what-${feature}-shows`, FRONTEND, `features/${feature}/`, [
      'ui/',
      'translation/',
      'api\\.ts$',
      'routes\\.ts$',
      ...others.map(other => `features/${other}/`),
    ]),
  ),
  only('what-the-scaffolder-is-given', FRONTEND, 'scaffolder/', [
    'ui/',
    'translation/',
    'api\\.ts$',
    'features/template/',
  ]),
  only('ui-knows-no-feature', FRONTEND, 'ui/', [
    'translation/',
    'api\\.ts$',
    'routes\\.ts$',
  ]),
  only('texts-know-nothing', FRONTEND, 'translation/', []),
  {
    name: 'view-functions-are-pure',
    severity: 'error',
    from: {
      path: `${FRONTEND}/(features|ui)/.*\\.ts$`,
      pathNot: [TESTS, HOOK],
    },
    to: { path: [REACT, HOOK, '\\.tsx$', `${FRONTEND}/api\\.ts$`] },
  },
  {
    name: 'hooks-know-no-component',
    severity: 'error',
    from: { path: `${FRONTEND}/(features|ui)/.*${HOOK}`, pathNot: TESTS },
    to: { path: `${FRONTEND}/.*\\.tsx$` },
  },
  {
    name: 'the-frontend-bundles-no-analysis',
    severity: 'error',
    from: { path: `${FRONTEND}/`, pathNot: TESTS },
    to: {
      path: '^plugins/mesh-federation-common/src/(analysis|planning|verification)',
      reachable: true,
    },
  },
  {
    name: 'features-are-put-together-by-the-plugin',
    severity: 'error',
    from: {
      path: `${FRONTEND}/`,
      pathNot: [TESTS, `${FRONTEND}/(plugin|legacy|index)\\.tsx?$`],
    },
    to: {
      path: `${FRONTEND}/(plugin|legacy|EntityMeshTab|MeshFederationPage)\\.tsx?$`,
    },
  },
  {
    name: 'the-browser-analyzes-nothing',
    comment:
      'The analysis is for the backend alone: the front end would bundle all of it.',
    severity: 'error',
    from: { path: `${FRONTEND}/` },
    to: { path: '^plugins/mesh-federation-common/src/analysis\\.ts$' },
  },
];
