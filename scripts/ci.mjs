// Runs every check and counts: tests of the suites, one for each step beside them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from './steps.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'phasegraph-ci-'));
const results = join(scratch, 'jest.json');
const site = join(scratch, 'site');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const npm = (script, ...args) => ['npm', ['run', '--silent', script, '--', ...args]];

let passed = 0;
let failed = 0;

step('lint', ...npm('lint'));
suites();
step('demo', ...npm('demo', '--out', site, '--store', join(scratch, 'store.sqlite')));
step(
  'demo once more, over its own site',
  ...npm('demo', '--out', site, '--store', join(scratch, 'store.sqlite')),
);
step('the site is valid HTML', bin('html-validate'), [
  '--preset',
  'standard,a11y,document',
  `${site}/*.html`,
]);
step('the site has no broken link', bin('linkinator'), [
  site,
  '--recurse',
  '--skip',
  '^https?://(?!localhost)',
  '--silent',
]);
step('the first example', bin('tsx'), ['examples/01-hello/essay.ts']);
step('the example of the README', bin('tsx'), ['examples/02-own-phase/social-posts.ts']);
step('the benchmark of the origin', bin('tsx'), ['benchmarks/seed.ts']);
// No times, but that every row still comes to something.
step(
  'the benchmark of the engine, in small',
  bin('tsx'),
  'benchmarks/engine.ts --tables time --sizes 1000 --contenders phasegraph --warm-up 1'.split(' '),
);

step('runs that are killed, again and again', ...npm('crash', '--runs', '200'));

rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function step(name, command, args) {
  console.log(`\n== ${name}`);
  const status = run(command, args);
  if (status === 0) passed++;
  else {
    failed++;
    console.log(`FAILED: ${name} (exit code ${status})`);
  }
}

/** `npm test`, counted test by test. A run that counts no test has failed. */
function suites() {
  console.log('\n== tests');
  const status = run('npm', ['test', '--', '--json', `--outputFile=${results}`, '--ci']);
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(results, 'utf8'),
    );
    passed += numPassedTests;
    failed += numFailedTests + numRuntimeErrorTestSuites;
    if (status !== 0 && numFailedTests + numRuntimeErrorTestSuites === 0) failed++;
    if (numPassedTests + numFailedTests === 0) failed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: tests (${error.message})`);
  }
}
