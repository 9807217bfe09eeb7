import { openaiPool, poolFromEnv } from '@phasegraph/openai';
import type { OpenaiPool } from '@phasegraph/openai';
import { offlineImage, packageVersion, responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { ConfiguredPool } from '../config/pool-options.js';
import type { Ports } from '../ports.js';

/** What answers the calls of a run. */
export interface ConnectedModel {
  readonly pool: OpenaiPool;
  /** One line for people: who answers. */
  readonly description: string;
  /** Whether its calls cost nothing, whatever the models of their names do. */
  readonly isFree: boolean;
  close(): Promise<void>;
}

/** What would answer the calls of a run. */
export type PlannedModel = Pick<ConnectedModel, 'pool' | 'isFree'>;

/**
 * The same as {@link connectModel} before anything is started: to be asked what it is, and not to be called.
 *
 * @throws PhasegraphError `invalid-option`
 */
export function plannedModel(
  configured: ConfiguredPool | undefined,
  { env, clock }: Pick<Ports, 'env' | 'clock'>,
): PlannedModel {
  const pool = realPool(configured, { env, clock });
  return pool === undefined
    ? { pool: offlinePool('http://127.0.0.1', clock), isFree: true }
    : { pool, isFree: false };
}

/**
 * With keys, of a config file or else of the environment, the real API; without any a sandbox in this process that answers
 * by rule.
 *
 * @throws PhasegraphError `invalid-option`
 */
export async function connectModel(
  configured: ConfiguredPool | undefined,
  { env, clock, sandbox }: Ports,
): Promise<ConnectedModel> {
  const pool = realPool(configured, { env, clock });
  if (pool !== undefined) {
    const baseURL = configured === undefined ? env['OPENAI_BASE_URL'] : configured.baseURL;
    return {
      pool,
      description: describeReal(pool, baseURL),
      isFree: false,
      close: () => Promise.resolve(),
    };
  }
  const server = await startSandbox({ responders, images: offlineImage, ...sandbox });
  try {
    return {
      pool: offlinePool(server.baseUrl, clock),
      description: 'offline, by the embedded sandbox: OPENAI_API_KEY is not set',
      isFree: true,
      close: () => server.close(),
    };
  } catch (error) {
    // A server that nobody closes keeps the process.
    await server.close();
    throw error;
  }
}

/** The pool of the keys that there are; `undefined` without any. */
function realPool(
  configured: ConfiguredPool | undefined,
  { env, clock }: Pick<Ports, 'env' | 'clock'>,
): OpenaiPool | undefined {
  return configured === undefined ? poolFromEnv(env, { clock }) : openaiPool({ ...configured, clock });
}

function offlinePool(baseURL: string, clock: Ports['clock']): OpenaiPool {
  return openaiPool({
    // Any will do. One that no answer holds, since keys are taken out of what is recorded.
    keys: [{ id: 'sandbox', secret: 'key-of-the-embedded-sandbox' }],
    baseURL,
    // Its port changes from run to run, its answers only with a release: results recorded of one run hold for the next.
    serverName: `sandbox ${packageVersion}`,
    env: {},
    clock,
  });
}

function describeReal(pool: OpenaiPool, baseURL: string | undefined): string {
  const keys = pool.snapshot().keys.length;
  const where = baseURL !== undefined && URL.canParse(baseURL) ? new URL(baseURL).host : 'the OpenAI API';
  return `asking ${where}${keys > 1 ? ` through ${keys} keys` : ''}`;
}
