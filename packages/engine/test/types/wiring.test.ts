import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const here = import.meta.dirname;

interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Runs the compiler over a project, which sees the built package as a user does, and returns what it prints. */
function printedFor(project: string, ...options: string[]): string {
  const tsc = join(here, '../../node_modules/.bin/tsc');
  const { stdout } = spawnSync(tsc, ['-p', project, '--noEmit', '--pretty', 'false', ...options], {
    cwd: here,
    encoding: 'utf8',
  });
  return stdout;
}

function diagnosticsIn(stdout: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of stdout.split('\n')) {
    const [, file, at, message] = /^(\S+?)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    if (file !== undefined && at !== undefined && message !== undefined) {
      found.push({ file: file.slice(file.lastIndexOf('/') + 1), line: Number(at), message });
    } else if (found.length > 0) {
      // The compiler goes on below with what lies under it.
      const last = found[found.length - 1];
      if (last !== undefined) found[found.length - 1] = { ...last, message: `${last.message}\n${line}` };
    }
  }
  return found;
}

/** What the fixtures say of themselves: `// error: ...` stands in the line before the one that is wrong. */
function expectedIn(file: string): { line: number; message: string }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      const message = /\/\/ error: (.*)$/.exec(text)?.[1];
      return message === undefined ? [] : [{ line: at + 2, message }];
    });
}

describe('the compiler', () => {
  const diagnostics = diagnosticsIn(printedFor(join(here, 'tsconfig.json')));
  const wrong = readdirSync(join(here, 'wrong'));

  it('has something to judge', () => {
    expect(wrong.length).toBeGreaterThanOrEqual(12);
  });

  it.each(wrong)('points at what is wrong in %s, and says what', (name) => {
    const found = diagnostics.filter(({ file }) => file === name);
    const expected = expectedIn(join(here, 'wrong', name));
    expect(expected.length).toBeGreaterThan(0);
    expect(found.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
    expected.forEach(({ message }, at) => {
      expect(found[at]?.message.replaceAll('\\"', '"')).toContain(message);
    });
  });

  it('accepts what is right', () => {
    expect(diagnostics.filter(({ file }) => !wrong.includes(file))).toEqual([]);
  });

  it('checks a pipeline of 200 phases, finds the one that is wrong, and does not look at each for each', () => {
    const [hundred, twoHundred] = [printedForLarge(100), printedForLarge(200)];
    for (const printed of [hundred, twoHundred])
      expect(diagnosticsIn(printed).map(({ message }) => message.replaceAll('\\"', '"'))).toEqual([
        expect.stringContaining('phase "wrong" needs "lost", which nothing gives'),
      ]);
    // Its work is counted, since its time is the machine's; were it quadratic, it would be four times as much.
    expect(instantiationsIn(twoHundred)).toBeLessThan(3 * instantiationsIn(hundred));
    expect(instantiationsIn(twoHundred)).toBeLessThan(2_000_000);
  });
});

/** What the compiler prints for a pipeline of so many phases, with its own account. */
function printedForLarge(phases: number): string {
  const folder = join(here, 'generated');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(join(folder, 'large.ts'), largePipeline(phases));
    const config = { extends: '../tsconfig.json', include: ['.'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    // In one thread the count is the same each time.
    return printedFor(join(folder, 'tsconfig.json'), '--extendedDiagnostics', '--singleThreaded');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many types the compiler made from others. */
function instantiationsIn(printed: string): number {
  const [, count] = /^Instantiations:\s+(\d+)/m.exec(printed) ?? [];
  return Number(count);
}

/** Each phase takes what the three before it give; one in the middle takes what nothing gives. */
function largePipeline(phases: number): string {
  const lines = [
    "import { artifact, definePhase, definePipeline } from '@phasegraph/engine';",
    "import { z } from 'zod';",
    "const lost = artifact('lost', z.number());",
    "const a0 = artifact('a0', z.number());",
  ];
  const names: string[] = [];
  for (let at = 1; at <= phases; at++) {
    const name = at === phases / 2 ? 'wrong' : `p${at}`;
    const inputs = [at - 1, at - 2, at - 3].filter((from) => from >= 0).map((from) => `a${from}`);
    if (name === 'wrong') inputs.push('lost');
    lines.push(
      `const a${at} = artifact('a${at}', z.number());`,
      `const p${at} = definePhase({ name: '${name}', inputs: { ${inputs.join(', ')} }, outputs: { a${at} }, ` +
        `run: (inputs) => ({ a${at}: inputs.a${at - 1} }) });`,
    );
    names.push(`p${at}`);
  }
  lines.push(
    `const large = definePipeline({ name: 'large', given: { a0, lost }, phases: [${names.join(', ')}] });`,
    // No length of pipeline is too deep for what composes it.
    `large.without('p${phases}').replace(p1).run({ a0: 1, lost: 1 });`,
    `definePipeline({ name: 'broken', given: { a0 }, phases: [\n${names.join(',\n')}\n] });`,
  );
  return lines.join('\n');
}
