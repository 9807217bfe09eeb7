// The sandbox as a strict provider, in a process of its own: prints its address, reports on a line of input, then ends.
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startSandbox } from '@phasegraph/sandbox';
import type { ServedRequest } from '@phasegraph/sandbox';
import { latencyMs, minuteMs, rowsOf } from './rows.js';
import { secretOf } from './secrets.js';

/** A request as the server reports it. */
export type Served = Pick<ServedRequest, 'status' | 'startedAtMs' | 'endedAtMs'> & {
  readonly model: string | undefined;
};

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
  // Providers may count what they refuse; then whoever retries without waiting long enough is never let in again.
  countRefused: false,
  minuteMs,
  latency: latencyMs,
  text: () => 'Yes.',
});
console.log(sandbox.baseUrl);
createInterface({ input: process.stdin }).once('line', () => {
  const served = sandbox.requests.map(({ model, status, startedAtMs, endedAtMs }): Served => ({
    model,
    status,
    startedAtMs,
    endedAtMs,
  }));
  process.stdout.write(`${JSON.stringify(served)}\n`, () => void sandbox.close().then(() => process.exit()));
});
