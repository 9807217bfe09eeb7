import { mostTasks } from './contenders.js';
import type { ContenderName } from './contenders.js';
import type { Form } from './contender.js';
import type { Measured } from './measure.js';
import { head, median, row, shown } from './numbers.js';
import { inOwnProcess, isNoResult } from './own-process.js';
import type { NoResult } from './own-process.js';
import type { Shape } from './shapes.js';
import type { ClockName } from './stopwatch.js';

/** What is to be measured. */
export interface Selection {
  readonly forms: readonly Form[];
  readonly shapes: readonly Shape[];
  readonly sizes: readonly number[];
  readonly contenders: readonly ContenderName[];
  /** How long one process may take, in milliseconds. */
  readonly limitMs: number;
  readonly clock: ClockName;
  /** How long a process runs before it takes samples, in milliseconds. */
  readonly warmUpMs: number;
}

interface Time {
  readonly buildUs: number;
  readonly runUs: number;
}

/** Measures how long a task takes and prints a table; then, of the engine alone, how cost grows with size. */
export async function printTimes({ forms, shapes, sizes, contenders, ...how }: Selection): Promise<void> {
  const engine = new Map<string, Time>();
  console.log('\n## Time\n\nMicroseconds a task; in brackets, for building once what then runs.\n');
  console.log(head(['tasks as', 'shape', 'tasks'], [...contenders, 'Phasegraph / promises']));
  for (const form of forms)
    for (const shape of shapes)
      for (const size of sizes) {
        const times = new Map<ContenderName, Time>();
        const cells: string[] = [];
        for (const contender of contenders) {
          const found = await timeOf(contender, form, shape, size, how);
          if ('why' in found) cells.push(found.why);
          else {
            times.set(contender, found);
            cells.push(
              found.buildUs < 0.01 ? shown(found.runUs) : `${shown(found.runUs)} (${shown(found.buildUs)})`,
            );
          }
        }
        const ours = times.get('phasegraph');
        if (ours !== undefined) engine.set(`${form} ${shape} ${size}`, ours);
        const ratio = (ours?.runUs ?? Number.NaN) / (times.get('promises')?.runUs ?? Number.NaN);
        console.log(row(form, shape, size.toLocaleString('en'), ...cells, shown(ratio)));
      }
  printGrowth({ forms, shapes, sizes }, engine);
}

function printGrowth(
  { forms, shapes, sizes }: Pick<Selection, 'forms' | 'shapes' | 'sizes'>,
  engine: ReadonlyMap<string, Time>,
): void {
  const base = 10_000;
  const larger = sizes.filter((size) => size > base);
  if (!sizes.includes(base) || larger.length === 0) return;
  console.log(
    '\n## Growth\n\nWhat a task of Phasegraph costs, against one at 10,000; in brackets, building it.\n',
  );
  console.log(
    head(
      ['tasks as', 'shape'],
      larger.map((size) => size.toLocaleString('en')),
    ),
  );
  for (const form of forms)
    for (const shape of shapes) {
      const small = engine.get(`${form} ${shape} ${base}`);
      const cells = larger.map((size) => {
        const large = engine.get(`${form} ${shape} ${size}`);
        if (small === undefined || large === undefined) return '-';
        const run = shown(large.runUs / small.runUs);
        return form === 'items' ? run : `${run} (${shown(large.buildUs / small.buildUs)})`;
      });
      console.log(row(form, shape, ...cells));
    }
}

const fewestForMemory = 10_000;

/** Measures how much memory a task takes, in a process with `--expose-gc` that measures nothing else. */
export async function printMemory({ forms, shapes, sizes, contenders, limitMs }: Selection): Promise<void> {
  const large = sizes.filter((tasks) => tasks >= fewestForMemory);
  if (large.length === 0) {
    console.log(
      `\nNo memory: below ${fewestForMemory.toLocaleString('en')} tasks the process itself is what grows.`,
    );
    return;
  }
  console.log(
    '\n## Memory\n\nBytes a task: growth of the process at its peak / heap in use at its peak / kept after the run.\n',
  );
  console.log(head(['tasks as', 'shape', 'tasks'], contenders));
  for (const form of forms)
    for (const shape of shapes)
      for (const size of large) {
        const cells: string[] = [];
        for (const contender of contenders) {
          const found = await measured(contender, form, shape, size, { flags: ['--expose-gc'], limitMs });
          if ('why' in found) cells.push(found.why);
          else if (found.what === 'memory')
            cells.push([found.peakBytes, found.heapBytes, found.keptBytes].map(shown).join(' / '));
        }
        console.log(row(form, shape, size.toLocaleString('en'), ...cells));
      }
}

async function timeOf(
  contender: ContenderName,
  form: Form,
  shape: Shape,
  size: number,
  how: Pick<Selection, 'limitMs' | 'clock' | 'warmUpMs'>,
): Promise<Time | NoResult> {
  const found = await measured(contender, form, shape, size, how);
  if (isNoResult(found)) return found;
  if (found.what !== 'time') return { why: 'no times' };
  return { buildUs: median(found.buildUs), runUs: median(found.runUs) };
}

async function measured(
  contender: ContenderName,
  form: Form,
  shape: Shape,
  size: number,
  {
    clock = 'wall',
    warmUpMs = 0,
    ...how
  }: { readonly flags?: readonly string[] } & Pick<Selection, 'limitMs'> &
    Partial<Pick<Selection, 'clock' | 'warmUpMs'>>,
): Promise<Measured | NoResult> {
  if (size > mostTasks(contender, shape)) return { why: 'left out' };
  const what = { contender, form, shape, tasks: String(size), clock, 'warm-up': String(warmUpMs) };
  return inOwnProcess<Measured>('measure.ts', what, how);
}
