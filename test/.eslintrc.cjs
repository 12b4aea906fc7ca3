module.exports = require('../eslint-typed.cjs')(__dirname, {
  rules: {
    // What a file is about stands first; the small functions that it uses stand below.
    '@typescript-eslint/no-use-before-define': [
      'error',
      { functions: false, variables: false, classes: false },
    ],
  },
});
