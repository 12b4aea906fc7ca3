/** What tests and their helpers are called: rules for production code leave them out. */
const TESTS =
  '\\.test\\.tsx?$|/testUtils/|/__fixtures__/|/__testUtils__/|setupTests\\.ts$';

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

module.exports = { TESTS, only };
