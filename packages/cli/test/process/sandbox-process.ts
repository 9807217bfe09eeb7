// A sandbox in a process of its own, to be killed: `sandbox-process.ts <port> <latency in ms>`.
import { responders } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import { plainPicture } from '../plain-picture.js';

const [port, latency] = process.argv.slice(2).map(Number);
const { baseUrl } = await startSandbox({
  responders,
  images: plainPicture,
  ...(port !== undefined && { port }),
  ...(latency !== undefined && { latency }),
});
process.stdout.write(`${baseUrl}\n`);
