import { openaiPool, poolFromEnv } from '@phasegraph/openai';
import type { OpenaiPool } from '@phasegraph/openai';
import { offlineImage, packageVersion, responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { Sandbox } from '@phasegraph/sandbox';
import type { Ports } from '../ports.js';

/** What answers the calls of a run. */
export interface ConnectedModel {
  readonly pool: OpenaiPool;
  /** One line for people: who answers. */
  readonly description: string;
  close(): Promise<void>;
}

/** With a key in the environment the real API, else a sandbox in this process that answers by rule. */
export async function connectModel({ env, clock, sandbox }: Ports): Promise<ConnectedModel> {
  const pool = poolFromEnv(env, { clock });
  if (pool !== undefined) {
    return { pool, description: describeReal(env), close: () => Promise.resolve() };
  }
  const server = await startSandbox({ responders, images: offlineImage, ...sandbox });
  try {
    return offline(server, clock);
  } catch (error) {
    // A server that nobody closes keeps the process.
    await server.close();
    throw error;
  }
}

function offline(server: Sandbox, clock: Ports['clock']): ConnectedModel {
  return {
    pool: openaiPool({
      keys: [{ id: 'sandbox', secret: 'sandbox' }],
      baseURL: server.baseUrl,
      // Its port changes from run to run, its answers only with a release: results recorded of one run hold for the next.
      serverName: `sandbox ${packageVersion}`,
      env: {},
      clock,
    }),
    description: 'offline, by the embedded sandbox: OPENAI_API_KEY is not set',
    close: () => server.close(),
  };
}

function describeReal(env: Ports['env']): string {
  const keys = (env['OPENAI_API_KEYS'] ?? '').split(',').filter((key) => key.trim() !== '').length;
  const base = env['OPENAI_BASE_URL'];
  const where = base !== undefined && URL.canParse(base) ? new URL(base).host : 'the OpenAI API';
  return `asking ${where}${keys > 1 ? ` through ${keys} keys` : ''}`;
}
