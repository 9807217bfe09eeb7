import { isNativeError } from 'node:util/types';
import { offlineImage, responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import type { SandboxOptions } from '@phasegraph/sandbox';
import { exitCodes } from '../exit-code.js';
import { InputError } from '../failure.js';
import type { GuardedPorts } from '../secrets.js';
import { readSandboxConfig } from './config.js';
import { countLines } from './count-lines.js';
import { settingsOf } from './settings.js';
import type { SandboxFlags } from './settings.js';

/** Serves the sandbox with the website's answers by rule until it is told to stop, and then says what it has seen. */
export async function serveSandbox(flags: SandboxFlags, ports: GuardedPorts): Promise<number> {
  const { stdout, sandbox, cwd, env } = ports;
  const config = flags.config === undefined ? {} : await readSandboxConfig(flags.config, cwd);
  const settings = settingsOf(flags, config, env);
  for (const { secret } of settings.keys ?? []) ports.keepSecret(secret);
  const options: SandboxOptions = { responders, images: offlineImage, ...sandbox, ...settings };
  const server = await startSandbox(options).catch((error: unknown) => {
    throw isInUse(error)
      ? new InputError(
          'port-in-use',
          `Port ${options.port} is in use. Choose another with --port, or leave it out.`,
        )
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
      options.keys ? `  export OPENAI_API_KEY=<a key of ${flags.config}>` : '  export OPENAI_API_KEY=sandbox',
      '',
      `What it has seen: ${server.baseUrl.replace(/\/v1$/u, '/sandbox/report')}`,
      '',
    ].join('\n'),
  );
  await stopped;
  await server.close();
  stdout.write(['', ...countLines(server.report()), ''].join('\n'));
  return exitCodes.done;
}

function isInUse(error: unknown): boolean {
  return isNativeError(error) && 'code' in error && error.code === 'EADDRINUSE';
}
