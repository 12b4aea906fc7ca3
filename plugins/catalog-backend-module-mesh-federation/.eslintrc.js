module.exports = require('../../eslint-typed.cjs')(__dirname);
