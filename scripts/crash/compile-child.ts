import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The script of the process that is killed, as one file with all that it imports: hundreds of processes that each look for
 * and read some hundred files take minutes.
 */
export async function compileChild(): Promise<{ readonly path: string; remove(): void }> {
  // Where what is native is found from, which no file can hold.
  const folder = fileURLToPath(
    new URL(`../../packages/engine/node_modules/.cache/crash-${process.pid}/`, import.meta.url),
  );
  const path = join(folder, 'child.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('child.ts', import.meta.url))],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql'],
    // What is CommonJS in it asks for modules of Node's.
    banner: {
      js: `import { createRequire as requireOfBundle } from 'node:module'; const require = requireOfBundle(import.meta.url);`,
    },
    logLevel: 'warning',
  });
  return { path, remove: () => rmSync(folder, { recursive: true }) };
}
