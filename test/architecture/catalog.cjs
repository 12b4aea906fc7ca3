const { TESTS } = require('./only.cjs');

/** Who may import whom in the module of the catalog. */
module.exports = [
  {
    name: 'catalog-asks-the-backend-by-its-api',
    comment:
      'With the credentials of the catalog, which may read and change nothing.',
    severity: 'error',
    from: {
      path: '^plugins/catalog-backend-module-mesh-federation/src',
      pathNot: TESTS,
    },
    to: { path: '^plugins/mesh-federation(-backend)?/' },
  },
];
