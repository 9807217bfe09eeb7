// Compiles the TypeScript of all pages against the built packages. What a comment before a block says, see
// CONTRIBUTING.md: a hidden start (`<!-- ts ... -->`), the blocks before (`<!-- ts goes on -->`), or the file that the
// block is a copy of (`<!-- ts is examples/... -->`).
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { root } from './steps.mjs';

/** Beside each page: what it imports is found as it is from there. */
const folder = '.docs-code';
const problems = [];
const pages = pagesOfTheRepository();
const blocks = pages.flatMap((page) => blocksOf(page));
if (blocks.length === 0) problems.push('No page has a block of TypeScript: is this the right folder?');
compile(blocks);
for (const problem of problems) console.error(problem);
console.log(`${blocks.length} blocks of TypeScript on ${pages.length} pages, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

function pagesOfTheRepository() {
  const { stdout, status } = spawnSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status === 0) return stdout.split('\n').filter(Boolean);
  throw new Error('The pages are listed by git, and this is no working copy of it.');
}

/**
 * The blocks of a page, each as the whole page with every other line left empty: so a line of the compiler's message
 * is a line of the page.
 */
function blocksOf(page) {
  const lines = readFileSync(join(root, page), 'utf8').split('\n');
  const found = [];
  let comment = { from: 0, to: -1, says: '' };
  for (let at = 0; at < lines.length; at++) {
    if (lines[at].startsWith('<!-- ts')) {
      const to = lines.findIndex((line, index) => index >= at && line.endsWith('-->'));
      if (to < 0) {
        problems.push(`${page}:${at + 1} A comment begins here and does not end.`);
        break;
      }
      comment = { from: at, to, says: lines[at].slice(4).replace('-->', '').trim() };
      at = to;
      continue;
    }
    const [, fence, language] = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(lines[at]) ?? [];
    if (fence === undefined) {
      if (lines[at].trim() !== '') comment = { from: 0, to: -1, says: '' };
      continue;
    }
    const end = lines.findIndex((line, index) => index > at && line.trim() === fence);
    if (end < 0) {
      problems.push(`${page}:${at + 1} A block begins here and does not end.`);
      break;
    }
    if (language === 'ts') {
      found.push(block(page, lines, { from: at + 1, to: end - 1 }, comment, found.at(-1)));
    } else if (['typescript', 'js', 'javascript', 'tsx', 'mts'].includes(language)) {
      problems.push(`${page}:${at + 1} Write it as \`\`\`ts, so that it is compiled.`);
    }
    comment = { from: 0, to: -1, says: '' };
    at = end;
  }
  return found;
}

function block(page, lines, own, comment, before) {
  const shown = new Set(range(own));
  if (comment.says === 'ts goes on') {
    if (before === undefined)
      problems.push(`${page}:${own.from} There is no block before that this could go on with.`);
    for (const line of before?.shown ?? []) shown.add(line);
  } else if (comment.says.startsWith('ts is ')) {
    sameAs(comment.says.slice('ts is '.length), page, own, lines);
  } else for (const line of range({ from: comment.from + 1, to: comment.to - 1 })) shown.add(line);
  const text = lines.map((line, index) => (shown.has(index) ? line : '')).join('\n');
  return { page, line: own.from + 1, shown, text: `${text}\nexport {};\n` };
}

function range({ from, to }) {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** The block is the file, but for the comment that the file begins with. */
function sameAs(file, page, { from, to }, lines) {
  const wanted = readFileSync(join(root, file), 'utf8')
    .replace(/^(?:\/\/.*\n)+/, '')
    .trimEnd()
    .split('\n');
  const have = lines.slice(from, to + 1);
  const differs = wanted.findIndex((line, index) => line !== have[index]);
  const at = differs < 0 && have.length !== wanted.length ? wanted.length : differs;
  if (at >= 0) problems.push(`${page}:${from + at + 1} This is no longer what ${file} says.`);
}

/** One module a block, beside the page, where it finds packages as a reader's own file would. */
function compile(all) {
  const config = {
    extends: '../tsconfig.check.json',
    // A block shows one thing; what it declares need not be used.
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
    include: [],
    files: all.map((each) => join('..', moduleOf(each))),
  };
  const folders = new Set([folder, ...all.map((each) => dirname(moduleOf(each)))]);
  const clear = () => folders.forEach((each) => rmSync(join(root, each), { recursive: true, force: true }));
  clear();
  write(join(folder, 'tsconfig.json'), JSON.stringify(config));
  for (const each of all) write(moduleOf(each), each.text);
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const { stdout, status, error } = spawnSync(compiler, ['-p', folder, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  });
  clear();
  if (error !== undefined) throw error;
  if (status === 0) return;
  const told = stdout
    .replace(/^(.*?)\.docs-code\/(.+\.md)\.\d+\.ts\((\d+),(\d+)\)/gm, '$1$2:$3:$4')
    .trimEnd();
  // A block that others go on with is compiled with each of them.
  problems.push(...new Set(told.split(/\n(?=\S)/)));
}

function moduleOf({ page, line }) {
  return join(dirname(page), folder, `${basename(page)}.${line}.ts`);
}

function write(file, text) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
