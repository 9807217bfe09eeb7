// Makes the calls of one row by one contender, against a server in another process, and prints what came of it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.js';
import { idealAt, isByTokens, latencyMs, minuteMs, rowsOf } from './rows.js';
import type { Row } from './rows.js';
import { sdkCalls } from './sdk.js';
import type { Served } from './server.js';
import { secretOf } from './secrets.js';

/** What came of a row. */
export interface Measured {
  /** What was answered of what could have been, over the last minute of the run: a mean of its moments. */
  readonly share: number;
  /** Calls that were given up. */
  readonly lost: number;
  /** Requests that a limit refused. */
  readonly refused: number;
  /** Of the requests that came in after twenty had been answered, the part that a limit refused. */
  readonly lateRefused: number;
}

const { values } = parseArgs({
  options: {
    row: { type: 'string' },
    contender: { type: 'string' },
    minutes: { type: 'string', default: '3' },
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
// One that is left over would keep the caller waiting.
process.once('exit', () => server.kill());
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
const baseURL = await nextLine();
const warmUpModel = 'warm-up';
const keys = row.groups.map((group, index) => ({ secret: secretOf(index), group }));
await warmUp();
const make = contender({
  baseURL,
  keys,
  configured: row.configured,
  minuteMs,
  meanTokens: row.calls.reduce((sum, { tokens }) => sum + tokens, 0) / row.calls.length,
});

const minutes = Number(values.minutes);
/** For so many minutes of the limits calls are offered at a time: more than can start. */
const minutesAhead = 2;
const answers: { readonly atMs: number; readonly amount: number }[] = [];
let lost = 0;
const beganAt = performance.now();
const isInTokens = isByTokens(row);
const calls = row.calls.values();
const ahead = (row.calls.length / (minutes + 1)) * minutesAhead;
for (let offered = 0; offered < ahead; offered++) void offerNext();
await setTimeout(minutes * minuteMs + latencyMs);
const share = shareOf(row, minutes);
server.stdin.write('report\n');
// Printed by the script beside this one.
const served = (JSON.parse(await nextLine()) as Served[]).filter(({ model }) => model !== warmUpModel);
const endsMs = served.map(({ endedAtMs }) => endedAtMs).toSorted((a, b) => a - b);
const late = served.filter(({ startedAtMs }) => startedAtMs > (endsMs[19] ?? Infinity));
const measured: Measured = {
  share,
  lost,
  refused: served.filter(isRefused).length,
  lateRefused: late.filter(isRefused).length / Math.max(late.length, 1),
};
console.log(JSON.stringify(measured));
process.exit();

/**
 * Until the machine has compiled what runs often, and connections are open: a model that is not called again has limits
 * of its own.
 */
async function warmUp(): Promise<void> {
  const [call] = row?.calls ?? [];
  if (call === undefined) return;
  const calls = sdkCalls({ baseURL, keys }, 0, warmUpModel).flatMap((send) =>
    Array.from({ length: 40 }, () => send(call)),
  );
  // What exceeds a limit warms as well.
  await Promise.allSettled(calls);
}

function isRefused({ status }: Served): boolean {
  return status === 429;
}

/** Offers one call after the other, of those that nobody has offered yet. */
async function offerNext(): Promise<void> {
  for (const call of calls) {
    try {
      await make(call);
      answers.push({ atMs: performance.now() - beganAt, amount: isInTokens ? call.tokens : 1 });
    } catch {
      lost++;
    }
  }
}

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
