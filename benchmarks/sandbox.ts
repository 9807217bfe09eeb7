/**
 * How many small calls a second the sandbox answers, with a client process beside it, over raw HTTP kept alive:
 * `npm run bench:sandbox -- --seconds 5 --in-flight 50 --path chat/completions --stream`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startSandbox } from '@phasegraph/sandbox';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    'in-flight': { type: 'string', default: '50' },
    path: { type: 'string', default: 'responses' },
    stream: { type: 'boolean', default: false },
    /** Limits so low that nearly every call is refused. */
    refused: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
  },
});

if (values.serve) await serve();
else await measure();

/** The server's process: sends its address, then its CPU time whenever it is asked, and ends with its parent. */
async function serve(): Promise<void> {
  const plenty = { rpm: 10_000_000, tpm: 1_000_000_000, concurrency: 1_000 };
  const limits = values.refused ? { rpm: 10 } : plenty;
  const sandbox = await startSandbox({ limits, text: () => 'A short answer.' });
  process.send?.(sandbox.baseUrl);
  process.on('message', () => process.send?.(cpuSeconds()));
  process.once('disconnect', () => process.exit());
}

async function measure(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--serve']);
  const [baseUrl] = await once(server, 'message');
  const serverSeconds = async (): Promise<number> => {
    server.send('cpu');
    const [seconds] = await once(server, 'message');
    return Number(seconds);
  };
  const client = clientOf(`${String(baseUrl)}/${values.path}`);
  const inFlight = Number(values['in-flight']);
  await client.callFor(1_000, inFlight); // until the machine has compiled what runs often
  const [server0, client0] = [await serverSeconds(), cpuSeconds()];
  const { calls, seconds } = await client.callFor(Number(values.seconds) * 1_000, inFlight);
  const [server1, client1] = [await serverSeconds(), cpuSeconds()];
  const shape = [values.path, values.stream && 'streamed', values.refused && 'refused']
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
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

interface Client {
  callFor(ms: number, inFlight: number): Promise<{ calls: number; seconds: number }>;
  close(): void;
}

function clientOf(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const asked = 'What is a sourdough starter?';
  const said =
    values.path === 'responses' ? { input: asked } : { messages: [{ role: 'user', content: asked }] };
  const body = JSON.stringify({ model: 'm', stream: values.stream, ...said });
  const headers = {
    authorization: 'Bearer any',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  // The first of a minute that is refused are let in.
  const isExpected = (status = 0): boolean => status === 200 || (values.refused && status === 429);
  const call = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
        if (!isExpected(answer.statusCode)) reject(new Error(`answered ${answer.statusCode}`));
        answer.resume().once('end', resolve).once('error', reject);
      });
      sent.once('error', reject).end(body);
    });
  return {
    async callFor(ms, inFlight) {
      const beganAt = performance.now();
      let calls = 0;
      const caller = async (): Promise<void> => {
        for (; performance.now() - beganAt < ms; calls++) await call();
      };
      await Promise.all(Array.from({ length: inFlight }, caller));
      return { calls, seconds: (performance.now() - beganAt) / 1_000 };
    },
    close: () => agent.destroy(),
  };
}
