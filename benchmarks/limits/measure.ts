// Makes the calls of one row by one contender, against a server in another process, and prints what came of it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.js';
import { idealAt, isByTokens, latencyMs, minuteMs, rowsOf } from './rows.js';
import type { Row } from './rows.js';
import { secretOf } from './secrets.js';

/** What came of a row. */
export interface Measured {
  /** What was answered of what could have been, over the last minute of the run: a mean of its moments. */
  readonly share: number;
  /** Calls that were given up. */
  readonly lost: number;
  /** By request, in the order in which they ended: whether a limit refused it. */
  readonly refused: readonly boolean[];
}

const { values } = parseArgs({
  options: {
    row: { type: 'string' },
    contender: { type: 'string' },
    minutes: { type: 'string', default: '6' },
  },
});
const row = rowsOf(Number(values.minutes)).find(({ name }) => name === values.row);
const contender = contenders[values.contender ?? ''];
if (row === undefined || contender === undefined) throw new Error('There is no such row or contender.');

const server = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    fileURLToPath(new URL('server.ts', import.meta.url)),
    '--row',
    row.name,
    '--minutes',
    values.minutes,
  ],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
const baseURL = await nextLine();
const make = contender({
  baseURL,
  keys: row.groups.map((group, index) => ({ secret: secretOf(index), group })),
  configured: row.configured,
  minuteMs,
  meanTokens: row.calls.reduce((sum, { tokens }) => sum + tokens, 0) / row.calls.length,
});

const minutes = Number(values.minutes);
const answers: { readonly atMs: number; readonly amount: number }[] = [];
let lost = 0;
const beganAt = performance.now();
for (const call of row.calls) {
  make(call).then(
    () => answers.push({ atMs: performance.now() - beganAt, amount: isByTokens(row) ? call.tokens : 1 }),
    () => lost++,
  );
}
await setTimeout(minutes * minuteMs + latencyMs);
const share = shareOf(row, minutes);
server.stdin.write('report\n');
// Printed by the script beside this one.
const statuses = JSON.parse(await nextLine()) as (number | string)[];
const measured: Measured = {
  share,
  lost,
  refused: statuses.map((status) => status === 429),
};
console.log(JSON.stringify(measured));
process.exit();

/**
 * Looked at over a whole minute, since much is answered at once when a window has rolled: at one moment alone a contender
 * would be ahead or behind by chance.
 */
function shareOf(of: Row, minutesOfRun: number): number {
  const moments = Array.from(
    { length: 600 },
    (_, index) => (minutesOfRun - 1 + index / 600) * minuteMs + latencyMs,
  );
  const shares = moments.map((atMs) => {
    const answered = answers.reduce((sum, answer) => sum + (answer.atMs <= atMs ? answer.amount : 0), 0);
    return answered / idealAt(of, atMs);
  });
  return shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

async function nextLine(): Promise<string> {
  const { value, done } = await lines.next();
  if (done === true) throw new Error('The server ended.');
  return value;
}
