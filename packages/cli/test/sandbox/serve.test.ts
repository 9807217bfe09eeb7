import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { workplace } from '../workplace.js';
import type { TestPorts } from '../test-ports.js';

describe('phasegraph sandbox', () => {
  it('answers by rule until it is stopped', async () => {
    let ports: TestPorts | undefined;
    const { run } = await workplace({ onPorts: (given) => (ports = given) });
    const serving = run('sandbox', '--latency', '1');
    const baseUrl = await addressIn(() => ports?.stdout() ?? '');
    const answer = await fetch(`${baseUrl}/models`, { headers: { authorization: 'Bearer anything' } });
    expect(answer.status).toBe(200);
    ports?.stop('SIGINT');
    const { exitCode, stdout } = await serving;
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`export OPENAI_BASE_URL=${baseUrl}`);
    await expect(fetch(`${baseUrl}/models`)).rejects.toThrow();
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { run } = await workplace();
    const { exitCode, stderr } = await run('sandbox', '--port', String(port));
    server.close();
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      `phasegraph: Port ${port} is in use. Choose another with --port, or leave it out. (port-in-use)\n`,
    );
  });
});

/** Looks at every turn of the event loop: the address is printed once the server listens. */
async function addressIn(output: () => string): Promise<string> {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+\/v1/u.exec(output())?.[0];
    if (found !== undefined) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
