const { TESTS, layers } = require('./only.cjs');

const SCAFFOLDER = '^plugins/scaffolder-backend-module-mesh-federation/src';

/** Who may import whom in the module of the scaffolder. */
module.exports = [
  ...layers('scaffolder-has-layers', SCAFFOLDER, [
    'text',
    'definition',
    'connect',
    'findings',
    'plan',
    'preflight',
    'run',
    'verify',
    'catalog',
    'propose',
  ]),
  {
    name: 'scaffolder-asks-the-backend-by-its-api',
    comment:
      'With the credentials of whoever started the task, so that permissions and audit are theirs.',
    severity: 'error',
    from: { path: SCAFFOLDER, pathNot: TESTS },
    to: { path: '^plugins/mesh-federation(-backend)?/' },
  },
];
