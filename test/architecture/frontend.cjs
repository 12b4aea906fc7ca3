const { only, TESTS } = require('./only.cjs');

const FRONTEND = '^plugins/mesh-federation/src';

/** The features, each with those others that it may show. The direction is one, so that there is no circle. */
const FEATURES = {
  finding: [],
  cluster: ['finding'],
  plan: ['finding'],
  run: ['cluster'],
  federation: ['cluster', 'finding', 'plan', 'run'],
};

/** What only components and hooks may import. */
const REACT =
  'node_modules/(@types/)?(react|react-dom|react-router-dom|react-aria-components|@remixicon/react|@backstage/(ui|core-plugin-api|frontend-plugin-api|plugin-[^/]*-react))/';

/** Hooks are called `use…`; every other `.ts` file of a feature or of `ui` is a view function. */
const HOOK = '/use[A-Z][^/]*\\.ts$';

/** Who may import whom in the frontend plugin. */
module.exports = [
  // Sentences are made of the texts' keys.
  only('views-are-pure', FRONTEND, 'view/', [
    'translation/',
    'ui/',
    'features/',
  ]),
  ...Object.entries(FEATURES).map(([feature, others]) =>
    only(`what-${feature}-shows`, FRONTEND, `features/${feature}/`, [
      'ui/',
      'translation/',
      'api\\.ts$',
      'routes\\.ts$',
      'view/',
      'hooks/',
      'components/',
      ...others.map(other => `features/${other}/`),
    ]),
  ),
  only('ui-knows-no-feature', FRONTEND, 'ui/', [
    'translation/',
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
];
