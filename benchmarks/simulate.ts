/**
 * Draws pipelines and runs them in virtual time, any number of them, under the properties of the engine's tests:
 * `npm run simulate -- --runs 1000000 --seed 7`. At the first failure it prints the seed, the path to replay it and
 * the drawn graph, and exits 1.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { drawRun, drawSpec, pipelineSpec, runSpec } from '../packages/engine/src/testing/index.js';
import { freeRunIsExact, judgedRun } from '../packages/engine/test/simulation/properties.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string' },
  },
});
const runs = wholeNumber('runs', values.runs);
const seed = wholeNumber('seed', values.seed);
const batch = 1_000;

console.log(`${runs} runs from seed ${seed}`);
const beganAt = performance.now();
let done = 0;
let reportedAt = beganAt;
// A batch has a seed of its own: the report of a failure is all that is kept.
for (let at = 0; done < runs; at++) {
  const numRuns = Math.min(batch, runs - done);
  const details = await fc.check(
    fc.asyncProperty(pipelineSpec(), runSpec(), async (spec, run) => {
      await judgedRun(spec, run);
      if (run.abortAtMs === undefined) await freeRunIsExact(spec);
    }),
    { numRuns, seed: seed + at, ...(values.path !== undefined && { path: values.path }) },
  );
  if (details.failed) {
    console.log(`\nFailed after ${done + details.numRuns} runs: ${String(details.errorInstance)}`);
    console.log(
      `Replay: npm run simulate -- --seed ${details.seed} --path ${details.counterexamplePath} --runs 1\n`,
    );
    const [spec, run] = details.counterexample ?? [];
    if (spec !== undefined && run !== undefined) console.log(`${drawSpec(spec)}\n${drawRun(run)}`);
    process.exit(1);
  }
  done += numRuns;
  if (performance.now() - reportedAt > 10_000 || done >= runs) {
    reportedAt = performance.now();
    console.log(`${done} runs, ${Math.round((done * 1000) / (reportedAt - beganAt))} a second`);
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} ${text} is not a whole number.`);
  process.exit(2);
}
