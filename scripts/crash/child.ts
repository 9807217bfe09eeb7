import { openStore } from '@phasegraph/engine';
import { openaiPool } from '@phasegraph/openai';
import { renameSync, writeFileSync } from 'node:fs';
import { book, pipeline } from './pipeline.js';
import { madeWrong } from './wrong-stores.js';

// Runs the pipeline once, on the store that the runs before it left behind, and writes what it made. It may be killed at
// any moment: it does nothing to make that easier.
const [baseURL = '', storePath = '', outPath = '', wrong = 'none'] = process.argv.slice(2);

const model = openaiPool({
  keys: [{ id: 'only', secret: 'key-of-the-crash-tests' }],
  baseURL,
  serverName: 'sandbox',
  env: {},
  // It is killed, and no call of it comes too close after one of the process before.
  arrivalJitterMs: 0,
});
const store = madeWrong(openStore(storePath), wrong);
const report = await pipeline.run({ topic: 'bread' }, { resources: { model }, store });
store.close();
if (report.status !== 'succeeded') {
  console.error(
    report.status,
    report.summary.storeErrors,
    report.tasks.filter(({ end }) => 'error' in end),
  );
  process.exit(1);
}
const { calls, tasks } = report.summary;
const reused = tasks.filter(({ end }) => end.status === 'reused').length;
writeFileSync(
  `${outPath}.tmp`,
  JSON.stringify({ book: report.value(book), calls, reused, tasks: tasks.length }),
);
renameSync(`${outPath}.tmp`, outPath);
