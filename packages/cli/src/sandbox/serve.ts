import { isNativeError } from 'node:util/types';
import { offlineImage, responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import { exitCodes } from '../exit-code.js';
import { InputError } from '../failure.js';
import type { Ports } from '../ports.js';

/** What `phasegraph sandbox` was asked for. */
export interface ServeOptions {
  /** Absent for one of the system's choosing. */
  readonly port?: number;
  /** How long every answer takes, in milliseconds. */
  readonly latencyMs?: number;
}

/** Serves the sandbox with the website's answers by rule until it is told to stop. */
export async function serveSandbox({ port, latencyMs }: ServeOptions, ports: Ports): Promise<number> {
  const { stdout, sandbox } = ports;
  const server = await startSandbox({
    responders,
    images: offlineImage,
    ...sandbox,
    ...(port !== undefined && { port }),
    ...(latencyMs !== undefined && { latency: latencyMs }),
  }).catch((error: unknown) => {
    throw isInUse(error)
      ? new InputError('port-in-use', `Port ${port} is in use. Choose another with --port, or leave it out.`)
      : error;
  });
  const stopped = new Promise<void>((resolve) => {
    const end = ports.onStopSignal(() => {
      end();
      resolve();
    });
  });
  stdout.write(
    [
      `The sandbox answers at ${server.baseUrl}, on this machine alone. Ctrl-C ends it.`,
      '',
      'Any OpenAI client talks to it:',
      `  export OPENAI_BASE_URL=${server.baseUrl}`,
      '  export OPENAI_API_KEY=sandbox',
      '',
    ].join('\n'),
  );
  await stopped;
  await server.close();
  return exitCodes.done;
}

function isInUse(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'EADDRINUSE';
}
