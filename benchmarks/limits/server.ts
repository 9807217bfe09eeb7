// The sandbox as a strict provider, in a process of its own: prints its address, reports on a line of input, then ends.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startSandbox } from '@phasegraph/sandbox';
import { latencyMs, minuteMs, rowsOf } from './rows.js';
import { secretOf } from './secrets.js';

const { values } = parseArgs({ options: { row: { type: 'string' }, minutes: { type: 'string' } } });
const row = rowsOf(Number(values.minutes)).find(({ name }) => name === values.row);
if (row === undefined) throw new Error(`There is no row "${values.row}".`);
const [first, ...changes] = row.real;

const sandbox = await startSandbox({
  keys: row.groups.map((group, index) => ({ id: `key-${index}`, group, secret: secretOf(index) })),
  limits: { ...first?.[1], concurrency: 100 },
  limitChanges: changes.map(([minute, budget]) => ({
    afterMs: minute * minuteMs,
    limits: { ...budget, concurrency: 100 },
  })),
  minuteMs,
  latency: latencyMs,
  text: () => 'Yes.',
});
console.log(sandbox.baseUrl);
createInterface({ input: process.stdin }).once('line', () => {
  console.log(JSON.stringify(sandbox.requests.map(({ status }) => status)));
  void sandbox.close().then(() => process.exit());
});
