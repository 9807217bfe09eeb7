/**
 * How many small calls a second the sandbox answers, and how many a pool of keys makes, each in a process of its own:
 * `npm run bench:sandbox -- --through http --seconds 5 --in-flight 50 --path chat/completions --stream`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSandbox } from '@phasegraph/sandbox';
import { clients } from './sandbox/clients.js';
import type { Client } from './sandbox/clients.js';

const { values } = parseArgs({
  options: {
    /** HTTP alone, a pool of keys on top of it, or the pool that calls models. */
    through: { type: 'string', default: 'http' },
    keys: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '5' },
    'in-flight': { type: 'string', default: '50' },
    /** How long the sandbox takes to answer, in milliseconds. */
    latency: { type: 'string', default: '0' },
    path: { type: 'string', default: 'responses' },
    stream: { type: 'boolean', default: false },
    /** Limits so low that nearly every call is refused. */
    refused: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
  },
});
const secrets = Array.from({ length: Number(values.keys) }, (_, index) => `benchmark-secret-${index}`);

if (values.serve) await serve();
else await measure();

/** The server's process: sends its address, then its CPU time whenever it is asked, and ends with its parent. */
async function serve(): Promise<void> {
  const plenty = { rpm: 10_000_000, tpm: 1_000_000_000, concurrency: 1_000 };
  const sandbox = await startSandbox({
    keys: secrets.map((secret, index) => ({ id: `key-${index}`, secret })),
    limits: values.refused ? { rpm: 10 } : plenty,
    latency: Number(values.latency),
    text: () => 'A short answer.',
  });
  process.send?.(sandbox.baseUrl);
  process.on('message', () => process.send?.(cpuSeconds()));
  process.once('disconnect', () => process.exit());
}

async function measure(): Promise<void> {
  const newClient = clients[values.through];
  if (newClient === undefined) {
    console.error(`--through takes one of ${Object.keys(clients).join(', ')}; this is ${values.through}.`);
    process.exit(2);
  }
  const server = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--serve']);
  const [baseUrl] = await once(server, 'message');
  const serverSeconds = async (): Promise<number> => {
    server.send('cpu');
    const [seconds] = await once(server, 'message');
    return Number(seconds);
  };
  const client = newClient({
    baseUrl: String(baseUrl),
    path: values.path,
    isStreamed: values.stream,
    mayBeRefused: values.refused,
    secrets,
  });
  const inFlight = Number(values['in-flight']);
  await callFor(client, 1_000, inFlight); // until the machine has compiled what runs often
  const [server0, client0] = [await serverSeconds(), cpuSeconds()];
  const { calls, seconds } = await callFor(client, Number(values.seconds) * 1_000, inFlight);
  const [server1, client1] = [await serverSeconds(), cpuSeconds()];
  const shape = [values.through, values.path, values.stream && 'streamed', values.refused && 'refused']
    .filter(Boolean)
    .join(', ');
  console.log(`${shape}, ${inFlight} in flight: ${Math.round(calls / seconds)} calls a second`);
  // On a machine that others use, the time on its processors says more than the clock on the wall.
  const perSecond = (cpu: number): number => Math.round(calls / cpu);
  console.log(
    `  ${perSecond(server1 - server0)} a second of the server's CPU time, ${perSecond(client1 - client0)} of the client's`,
  );
  client.close();
  server.disconnect();
  process.exit();
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function callFor(
  client: Client,
  ms: number,
  inFlight: number,
): Promise<{ calls: number; seconds: number }> {
  const beganAt = performance.now();
  let calls = 0;
  const caller = async (): Promise<void> => {
    for (; performance.now() - beganAt < ms; calls++) await client.call();
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  return { calls, seconds: (performance.now() - beganAt) / 1_000 };
}
