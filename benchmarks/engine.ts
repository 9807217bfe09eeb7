// What the engine costs over the work that it runs: phases that do nothing, against others who run graphs, each in a
// process of its own; and what the order of ready tasks buys. See README.md for what is counted, and for the traps.
//
//   npm run bench:engine [-- --sizes 1000,10000 --shapes chain,wide --forms items --contenders promises,phasegraph
//                            --tables time,memory,graph,priority --limit 60 --graphs 1000 --clock cpu
//                            --warm-up 1500]
//
// Exits with 1 when a process broke: its cell in the table says how.
import { loadavg, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { contenderNames } from './engine/contenders.js';
import { printGraphCost } from './engine/graph-cost.js';
import { printMemory, printTimes } from './engine/overhead.js';
import type { Selection } from './engine/overhead.js';
import { brokenProcesses } from './engine/own-process.js';
import { printPriority } from './engine/priority.js';
import { shapes } from './engine/shapes.js';
import { clocks } from './engine/stopwatch.js';

const tables = ['time', 'memory', 'graph', 'priority'] as const;

const known = {
  sizes: { type: 'string', default: '1000,10000,100000,1000000' },
  shapes: { type: 'string', default: shapes.join(',') },
  forms: { type: 'string', default: 'items,phases' },
  contenders: { type: 'string', default: contenderNames.join(',') },
  tables: { type: 'string', default: tables.join(',') },
  limit: { type: 'string', default: '60' },
  clock: { type: 'string', default: 'wall' },
  graphs: { type: 'string', default: '1000' },
  'warm-up': { type: 'string', default: '1500' },
} as const;
const { values: options } = read();

const selection: Selection = {
  sizes: numbers('sizes', options.sizes),
  shapes: among('shapes', options.shapes, shapes),
  forms: among('forms', options.forms, ['items', 'phases'] as const),
  contenders: among('contenders', options.contenders, contenderNames),
  clock: among('clock', options.clock, clocks)[0] ?? 'wall',
  warmUpMs: numbers('warm-up', options['warm-up'])[0] ?? 1_500,
  limitMs: (numbers('limit', options.limit)[0] ?? 60) * 1_000,
};
const wanted = among('tables', options.tables, tables);
const graphs = numbers('graphs', options.graphs)[0] ?? 1_000;

const load = loadavg().map((value) => value.toFixed(1));
console.log(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'CPU'}, load ${load.join(', ')}`,
);
if (wanted.includes('time')) await printTimes(selection);
if (wanted.includes('memory')) await printMemory(selection);
if (wanted.includes('graph')) await printGraphCost(selection);
if (wanted.includes('priority')) await printPriority(graphs);
for (const broken of brokenProcesses()) console.error(`broken: ${broken}`);
process.exitCode = brokenProcesses().length === 0 ? 0 : 1;

/** @returns the options, unless one of them is none: then it says which there are */
function read() {
  try {
    return parseArgs({ options: known });
  } catch (error) {
    const names = Object.entries(known).map(([name, { default: value }]) => `  --${name} ${value}`);
    const message = error instanceof Error ? error.message : String(error);
    return refuse(`${message}\nOptions, with what they are by default:\n${names.join('\n')}`);
  }
}

function numbers(option: string, text: string): number[] {
  return text.split(',').map((part) => {
    const value = Number(part);
    if (Number.isInteger(value) && value >= 1) return value;
    return refuse(`--${option} takes whole numbers from 1 on, and this is ${part}.`);
  });
}

function among<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  return text.split(',').map((part) => {
    const found = known.find((value) => value === part);
    return found ?? refuse(`--${option} takes some of ${known.join(', ')}, and this is ${part}.`);
  });
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
