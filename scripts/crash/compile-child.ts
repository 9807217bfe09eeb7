import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The script of the process that is killed, as JavaScript: hundreds of processes that each strip types take minutes. */
export function compileChild(): { readonly path: string; remove(): void } {
  // Where the packages are found from.
  const folder = fileURLToPath(new URL(`../../node_modules/.cache/crash-${process.pid}/`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of ['child', 'pipeline', 'wrong-stores']) {
    const source = readFileSync(new URL(`${name}.ts`, import.meta.url), 'utf8');
    const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
    writeFileSync(join(folder, `${name}.js`), ts.transpileModule(source, { compilerOptions }).outputText);
  }
  return { path: join(folder, 'child.js'), remove: () => rmSync(folder, { recursive: true }) };
}
