import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

/** Finds our packages in their sources, and the `.ts` that an import of `.js` means. */
export async function resolve(specifier, context, next) {
  const [, name] = /^@phasegraph\/([a-z]+)$/u.exec(specifier) ?? [];
  if (name !== undefined) return found(new URL(`../../../${name}/src/index.ts`, import.meta.url));
  const { parentURL } = context;
  if (/^\.{1,2}\/.*\.js$/u.test(specifier) && /\.tsx?$/u.test(parentURL ?? '')) {
    for (const ending of ['.ts', '.tsx']) {
      const source = new URL(specifier.replace(/\.js$/u, ending), parentURL);
      if (existsSync(source)) return found(source);
    }
  }
  return next(specifier, context);
}

/** Takes the types out, as the tests do. */
export async function load(url, context, next) {
  if (!/\.tsx?$/u.test(url)) return next(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: url.endsWith('.tsx') },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}

function found(url) {
  return { url: url.href, format: 'module', shortCircuit: true };
}
