// Everything that can be said of the code without running it. All checks run; the last line counts them.
import { join } from 'node:path';
import { root, run, setUp } from './steps.mjs';

setUp();
const bin = (name) => join(root, 'node_modules', '.bin', name);
/** @type {[string, string, string[]][]} */
const checks = [
  ['types of tests, examples and benchmarks', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['code in README and docs', process.execPath, ['scripts/docs-code.mjs']],
  ['documentation of everything public', bin('typedoc'), ['--emit', 'none']],
  ['rules, with types, and import directions', bin('oxlint'), ['--type-aware', '--deny-warnings']],
  ['format', bin('prettier'), ['--check', '.', '--log-level=warn']],
  ['unused code and dependencies', bin('knip'), []],
];
const failed = checks.filter(([what, command, args]) => {
  console.log(`- ${what}`);
  return run(command, args) !== 0;
});
for (const [what] of failed) console.log(`failed: ${what}`);
console.log(`lint: ${checks.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
