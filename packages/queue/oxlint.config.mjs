// What the linter holds of the queue: the program's usual rules, without the borders of its folders.
import program from '../../oxlint.config.mjs';

export default {
  plugins: program.plugins,
  categories: program.categories,
  rules: program.rules,
  ignorePatterns: ['dist', 'node_modules'],
  overrides: [{ files: ['test/**'], rules: { 'max-lines': 'off' } }],
};
