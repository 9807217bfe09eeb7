import { afterEach } from '@jest/globals';
import OpenAI from 'openai';
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.js';

const open: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that ends with its test, and the unchanged client of the provider. */
export async function rig(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client: OpenAI }> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return { sandbox, client: clientFor(sandbox) };
}

export function clientFor(sandbox: Sandbox, apiKey = 'any'): OpenAI {
  return new OpenAI({ apiKey, baseURL: sandbox.baseUrl, maxRetries: 0 });
}

/** What a call was refused with. */
export async function refusal(call: PromiseLike<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OpenAI.APIError) return error;
    throw error;
  }
  throw new Error('the call was answered, and should have been refused');
}
