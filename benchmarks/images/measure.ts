// Runs a pipeline of pictures in a process of its own, and prints as JSON how much memory the process came to hold.
// Started by the benchmark, not by hand.
import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  openStore,
  storedBytes,
} from '@phasegraph/engine';
import type { Store } from '@phasegraph/engine';
import { spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What one run came to. */
interface Cost {
  /** The most resident memory of the process, in bytes: Node, the engine, compiled code and all. */
  readonly peakBytes: number;
  readonly ms: number;
}

/** What the processes found. */
export interface Measured {
  readonly made: Cost;
  /** The same run again in another process, with everything from the store; `null` without one. */
  readonly reused: Cost | null;
}

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '200' },
    megabytes: { type: 'string', default: '4' },
    store: { type: 'string' },
    again: { type: 'boolean', default: false },
  },
});
const size = Number(values.megabytes) * 1_000_000;

const names = artifactList('names', z.string(), { key: (name) => name });
const pictures = artifactList('pictures', z.object({ name: z.string(), file: storedBytes }));
const weight = artifact('weight', z.number());

let painted = 0;
const pipeline = definePipeline({
  name: 'pictures',
  given: { names },
  phases: [
    definePhase({
      name: 'paint',
      inputs: { name: each(names) },
      outputs: { pictures },
      concurrency: 5,
      run: async ({ name }, { keep }) => {
        painted++;
        // As an answer comes in: as text in base64, then as bytes.
        const answer = randomFillSync(Buffer.allocUnsafe(size)).toString('base64');
        await new Promise((resolve) => setImmediate(resolve));
        return { pictures: { name, file: await keep(Buffer.from(answer, 'base64')) } };
      },
    }),
    definePhase({
      name: 'weigh',
      inputs: { pictures: collect(pictures, { min: 'all' }) },
      outputs: { weight },
      reuse: false,
      run: async (taken) => {
        let sum = 0;
        for (const { value } of taken.pictures.succeeded) sum += (await value.file.read()).length;
        return { weight: sum };
      },
    }),
  ],
});

if (values.store === 'none') print({ made: await measure(undefined), reused: null });
else if (values.store !== undefined) {
  const store = openStore(values.store);
  console.log(JSON.stringify(await measure(store)));
  store.close();
} else {
  const folder = mkdtempSync(join(tmpdir(), 'phasegraph-images-'));
  try {
    const store = join(folder, 'store.sqlite');
    print({ made: inOwn(store, false), reused: inOwn(store, true) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(store: Store | undefined): Promise<Cost> {
  const count = Number(values.images);
  const begun = performance.now();
  const report = await pipeline.run(
    { names: Array.from({ length: count }, (_, at) => `p${at}`) },
    store === undefined ? {} : { store },
  );
  if (report.value(weight) !== count * size) throw new Error(`The pictures weigh ${report.value(weight)}`);
  if (painted !== (values.again ? 0 : count)) throw new Error(`${painted} pictures were painted`);
  return { peakBytes: process.resourceUsage().maxRSS * 1024, ms: performance.now() - begun };
}

/** A process of its own: what one run has made of the memory must not be the other one's. */
function inOwn(store: string, again: boolean): Cost {
  const { images, megabytes } = values;
  const path = fileURLToPath(import.meta.url);
  const flags = [
    '--images',
    images,
    '--megabytes',
    megabytes,
    '--store',
    store,
    ...(again ? ['--again'] : []),
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', path, ...flags], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  // Printed by this script.
  return JSON.parse(stdout) as Cost;
}

function print(found: Measured): void {
  console.log(JSON.stringify(found));
}
