import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/**
 * Runs a script in a process of its own, in which `import` finds the sources as they are, as in the tests.
 *
 * @returns what it printed; rejects when it fails or is killed
 */
export async function runSource(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(registration)}`,
    '--input-type=module',
    '--eval',
    script,
  ]);
  return stdout;
}

/** The address of a source file, for the script to import. */
export function sourceUrl(pathInEngine: string): string {
  return new URL(`../../${pathInEngine}`, import.meta.url).href;
}

const hooks = `
  import { readFile } from 'node:fs/promises';
  import { createRequire } from 'node:module';
  const { transform } = createRequire(${JSON.stringify(pathToFileURL(process.cwd() + '/x.js').href)})('@swc/core');
  export async function resolve(specifier, context, next) {
    const own = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(own ? specifier.replace(/\\.js$/, '.ts') : specifier, context);
  }
  export async function load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const source = await readFile(new URL(url), 'utf8');
    const jsc = { target: 'es2023', parser: { syntax: 'typescript' } };
    const { code } = await transform(source, { jsc, module: { type: 'es6' } });
    return { format: 'module', source: code, shortCircuit: true };
  }`;

const registration = `
  import { register } from 'node:module';
  register('data:text/javascript,' + ${JSON.stringify(encodeURIComponent(hooks))});`;
