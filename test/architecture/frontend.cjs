const { only } = require('./only.cjs');

const FRONTEND = '^plugins/mesh-federation/src';

/** Who may import whom in the frontend plugin. */
module.exports = [
  // Sentences are made of the texts' keys.
  only('views-are-pure', FRONTEND, 'view/', ['translation/']),
  only('texts-know-nothing', FRONTEND, 'translation/', []),
];
