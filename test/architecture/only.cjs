/** What tests and their helpers are called: rules for production code leave them out. */
const TESTS =
  '\\.test\\.tsx?$|mesh-federation-fixtures/|/__fixtures__/|/__testUtils__/|setupTests\\.ts$';

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

/** Each of the folders in `root`, from the lowest, may import those before it and none after it. */
function layers(name, root, folders) {
  return folders.slice(0, -1).map((folder, at) => ({
    name: `${name}-${folder.split('/').pop()}`,
    comment: `From the lowest to the highest: ${folders.join(', ')}.`,
    severity: 'error',
    from: { path: `${root}/${folder}/`, pathNot: TESTS },
    to: { path: folders.slice(at + 1).map(higher => `${root}/${higher}/`) },
  }));
}

module.exports = { TESTS, layers, only };
