import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultStore } from './default-store.js';
import { generate } from './generate/generate.js';
import { graphFormats, showGraph } from './graph/show-graph.js';
import type { GraphFormat } from './graph/show-graph.js';
import { showPlan } from './plan/show-plan.js';
import { forgetOldRuns } from './runs/forget-runs.js';
import { listRuns } from './runs/list-runs.js';
import { resume } from './runs/resume.js';
import type { ResumeOptions } from './runs/resume.js';
import { showRun } from './runs/show-run.js';
import { faultRates } from './sandbox/fault-rates.js';
import { serveSandbox } from './sandbox/serve.js';
import type { SandboxFlags } from './sandbox/settings.js';
import type { GuardedPorts } from './secrets.js';

/**
 * Builds the command line. `end` is told the exit code of the command that ran; what a command throws comes out of
 * `parseAsync`.
 */
export function buildProgram(ports: GuardedPorts, version: string, end: (exitCode: number) => void): Command {
  const program = new Command('phasegraph')
    .description('Makes a complete website from a brief, every phase the moment its inputs exist.')
    .version(version)
    .option('--verbose', 'show the stack of an error')
    .showHelpAfterError('(--help says more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void ports.stdout.write(text),
      writeErr: (text) => void ports.stderr.write(text),
      getOutHelpWidth: () => ports.stdout.columns ?? 100,
      getErrHelpWidth: () => ports.stderr.columns ?? 100,
      // Colours in help are left to the terminal's own: none.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });

  program
    .command('generate')
    .description('make a website from a brief')
    .argument('<brief>', 'the brief: a YAML or JSON file')
    .option('--out <folder>', 'where the site goes', 'site')
    .option('--targets <names>', 'make only these artifacts, and what they need: site,qualityReport', names)
    .option('--json', 'one event a line on stdout, nothing else there; the last line is the end')
    .option('--strict', 'exit with 3 when something had to be made by fallback')
    .option('--force', 'replace a folder that phasegraph did not make')
    .option('--store <file>', 'where results are kept and taken from', defaultStore)
    .option('--no-store', 'keep nothing and reuse nothing')
    .addOption(
      new Option('--fresh', 'make everything anew, and keep it in place of what the store has').conflicts(
        'cassette',
      ),
    )
    .option('--cassette', 'make no calls: use only answers that the store has, and fail where it has none')
    .option('--concurrency <n>', 'run at most so many tasks at once', count)
    .option(
      '--budget <usd>',
      'what the calls of this one run may cost, in US dollars: a hard cap; what the store has costs nothing',
      dollars,
    )
    .option(
      '--config <file>',
      'keys, limits and models: YAML or JSON; phasegraph.config.yaml where there is one',
    )
    .option('--trace <file>', 'write a trace of the run, for ui.perfetto.dev')
    .action(async (brief: string, options: Omit<Parameters<typeof generate>[0], 'brief'>) => {
      end(await generate({ ...options, brief }, ports));
    });

  program
    .command('plan')
    .description('print what would run, in order of rank, and the forecast; runs nothing')
    .argument('[brief]', 'a brief to check as well')
    .option('--targets <names>', 'plan only for these artifacts', names)
    .option('--json', 'print it as JSON')
    .option('--store <file>', 'where durations and costs of earlier runs are looked up', defaultStore)
    .option('--no-store', 'plan with the durations that phases declare')
    .option('--concurrency <n>', 'as if at most so many tasks ran at once', count)
    .option(
      '--config <file>',
      'whose limits the forecast is under; phasegraph.config.yaml where there is one',
    )
    .action(async (brief: string | undefined, options: Omit<Parameters<typeof showPlan>[0], 'brief'>) => {
      end(await showPlan({ ...options, ...(brief !== undefined && { brief }) }, ports));
    });

  program
    .command('runs')
    .description('list the runs that the store remembers, the latest first')
    .option('--limit <n>', 'at most so many', count, 20)
    .option('--json', 'print them as JSON')
    .option('--store <file>', 'the store that is looked into', defaultStore)
    .action((options: Parameters<typeof listRuns>[0]) => end(listRuns(options, ports)));

  program
    .command('show')
    .description('show a run: what was reused, what was paid, how it ended')
    .argument('[run]', 'the beginning of its id; the last run by default')
    .option('--json', 'print it as JSON')
    .option('--store <file>', 'the store that is looked into', defaultStore)
    .action((run: string | undefined, options: Parameters<typeof showRun>[1]) =>
      end(showRun(run, options, ports)),
    );

  program
    .command('resume')
    .description('run again what a run was asked for, with its brief: what was made is reused')
    .argument('[run]', 'the beginning of its id; the last run by default')
    .option('--json', 'as with generate')
    .option(
      '--budget <usd>',
      'what its calls may cost from now on, in US dollars; by default as much again as the run was allowed',
      dollars,
    )
    .option('--store <file>', 'the store that has the run', defaultStore)
    .action(async (run: string | undefined, options: ResumeOptions) => {
      end(await resume(run, options, ports));
    });

  program
    .command('gc')
    .description('forget all runs but the last, and what only they used; safe beside a run')
    .requiredOption('--keep <n>', 'how many runs are kept', wholeNumber)
    .option('--json', 'print what was freed as JSON')
    .option('--store <file>', 'the store that is cleaned', defaultStore)
    .action((options: Parameters<typeof forgetOldRuns>[0]) => end(forgetOldRuns(options, ports)));

  program
    .command('graph')
    .description('print the graph of the website pipeline, read off its declarations')
    .addOption(new Option('--format <format>', 'how').choices(graphFormats).default('mermaid'))
    .option('--out <file>', 'write it to a file')
    .action(async (options: { format: GraphFormat; out?: string }) => {
      end(await showGraph(options, ports));
    });

  program
    .command('sandbox')
    .description('serve the OpenAI-compatible sandbox on loopback, for experiments of your own')
    .option('--port <port>', 'the port; one of the system’s choosing by default', port)
    .option('--rpm <n>', 'requests a minute, for a group of keys and a model', count)
    .option('--tpm <n>', 'tokens a minute', count)
    .option('--ipm <n>', 'images a minute', count)
    .option('--rpd <n>', 'requests a day', count)
    .option('--concurrency <n>', 'requests that one key may have in flight', count)
    .addOption(new Option('--mode <mode>', 'how rates are counted').choices(['rolling', 'bucket']))
    .option('--keeps-reserved', 'count the tokens reserved for an answer to the end of their minute')
    .option('--latency <ms>', 'how long every answer takes, in milliseconds', milliseconds)
    .option(
      '--faults <rates>',
      'the share of calls that faults befall: status-500=0.02,slow-drip=0.05',
      faultRates,
    )
    .option('--seed <n>', 'which calls the faults befall', integer)
    .option('--config <file>', 'keys, groups, models, limits by model and more: a YAML or JSON file')
    .action(async (options: SandboxFlags) => {
      end(await serveSandbox(options, ports));
    });

  return program;
}

function names(text: string): string[] {
  const listed = text.split(',').map((name) => name.trim());
  if (listed.includes(''))
    throw new InvalidArgumentError('List names with commas between them: site,qualityReport.');
  return listed;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('Give a whole number from 1 on.');
  return value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('Give a whole number, 0 or more.');
  return value;
}

function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Give a whole number.');
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('Give a port from 0 to 65535.');
  }
  return value;
}

function dollars(text: string): number {
  const value = Number(text.replace(/^\$/, ''));
  if (!/\d/.test(text) || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('Give an amount of US dollars: 2.50.');
  return value;
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('Give a number of milliseconds, 0 or more.');
  }
  return value;
}
