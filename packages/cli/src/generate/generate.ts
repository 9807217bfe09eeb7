import { writeFile } from 'node:fs/promises';
import { openStore, toTrace } from '@phasegraph/engine';
import type { RunReport, Store } from '@phasegraph/engine';
import { website } from '@phasegraph/phases';
import { failureOf } from '../failure.js';
import type { Ports } from '../ports.js';
import type { GuardedPorts } from '../secrets.js';
import { abilitiesOf } from '../terminal.js';
import { themeFor } from '../view/theme.js';
import type { Watcher } from '../view/watcher.js';
import { wrapLine } from '../wrap-line.js';
import { connectModel } from './model.js';
import type { ConnectedModel } from './model.js';
import type { GenerateOptions } from './options.js';
import { prepare } from './prepare.js';
import { requestOf } from './request.js';
import type { RunRequest } from './request.js';
import type { Job } from './prepare.js';
import { endOf } from './run-end.js';
import { saveSite } from './save.js';
import { watchForStop } from './stop.js';
import type { StopWatch } from './stop.js';
import { summaryLines } from './summary.js';
import { watcherFor } from './watcher-for.js';

/**
 * Makes a website from a brief and returns the exit code. What can be wrong with what was asked is found before the
 * first call.
 *
 * @throws BriefError, ConfigError, InputError, PhasegraphError
 */
export async function generate(options: GenerateOptions, ports: GuardedPorts): Promise<number> {
  const job = await prepare(options, ports);
  // The keys first: whatever is wrong with them is found before anything is written.
  return withModel(job, ports, (model) =>
    withStore(job.storePath, async (store) => {
      const { people, say } = speakerFor(options, ports);
      const theme = themeFor(abilitiesOf(people, ports.env));
      const heading = `${theme.bold(job.brief.name)}  ${theme.dim(model.description)}`;
      // A terminal may have another width at the end.
      const columns = (): number => people.columns ?? 100;
      const opening = [heading, ...otherModelLines(options, model)];
      for (const line of opening.flatMap((each) => wrapLine(each, columns()))) say(line);
      const watcher = watcherFor(options, ports, say, () => model.pool.snapshot());
      const stop = watchForStop(ports, () => watcher.announce(stopping));
      try {
        const { isFree } = model;
        const request = requestOf(job, options, { isFree, nowMs: ports.clock.wallTime() });
        const report = await runWebsite(job, { model, store, stop, watcher, request }, ports);
        tellViewErrors(report, ports);
        const stoppedBy = stop.stoppedBy();
        const written = stoppedBy === null ? await saveSite(report, job, options) : null;
        // After the site, which must not be lost for the sake of a trace.
        if (job.tracePath !== null) {
          await writeFile(job.tracePath, ports.withoutSecrets(toTrace(report.events)));
        }
        const end = endOf(report, { ...job, isFree, strict: options.strict === true, stoppedBy, written });
        for (const line of summaryLines(end, { theme, columns: columns(), cwd: ports.cwd })) say(line);
        if (options.json) ports.stdout.write(`${JSON.stringify(end)}\n`);
        return end.exitCode;
      } finally {
        stop.end();
      }
    }),
  );
}

const stopping = 'Stopping: calls in flight are aborted. Ctrl-C again ends at once.';

interface RunMeans {
  readonly model: ConnectedModel;
  readonly store: Store | undefined;
  readonly stop: StopWatch;
  readonly watcher: Watcher;
  /** What the store keeps of what was asked for. */
  readonly request: RunRequest;
}

async function runWebsite(job: Job, means: RunMeans, ports: Ports): Promise<RunReport> {
  const { model, store, stop, watcher, request } = means;
  try {
    return await website.run(
      { brief: job.brief },
      {
        targets: job.targets,
        resources: { model: model.pool },
        signal: stop.signal,
        clock: ports.clock,
        request,
        onEvent: (event) => watcher.take(event),
        recorded: job.recorded,
        ...(job.recordedSinceMs !== undefined && { recordedSinceMs: job.recordedSinceMs }),
        ...(store !== undefined && { store }),
        ...(job.concurrency !== undefined && { concurrency: job.concurrency }),
        ...(job.budgetUsd !== null && { budget: { usd: job.budgetUsd } }),
      },
    );
  } finally {
    watcher.finish();
  }
}

/** What is to be known of a resumed run that the sandbox answered when there is a key now, or the other way round. */
function otherModelLines({ wasFree }: GenerateOptions, { isFree }: ConnectedModel): string[] {
  if (wasFree === undefined || wasFree === isFree) return [];
  return wasFree
    ? [
        'The run was answered by the sandbox, and nothing was paid. Now there is a key: its answers are not reused, and calls are paid for.',
      ]
    : [
        'The run was answered by a model. Now there is no key: its answers are not reused, and the sandbox makes them, for nothing.',
      ];
}

/** An observer cannot break a run; that it failed is said all the same, since what it showed is not whole. */
function tellViewErrors({ observerErrors: [first] }: RunReport, { stderr }: Ports): void {
  if (first !== undefined)
    stderr.write(`phasegraph: The view of the run failed: ${failureOf(first).message}\n`);
}

/** With `--json` stdout is for programs alone, and people are told on stderr. */
function speakerFor(
  { json = false }: GenerateOptions,
  { stdout, stderr }: Ports,
): { people: Ports['stdout']; say: (line: string) => void } {
  const people = json ? stderr : stdout;
  return { people, say: (line) => void people.write(`${line}\n`) };
}

async function withStore<T>(path: string | null, use: (store: Store | undefined) => Promise<T>): Promise<T> {
  const store = path === null ? undefined : openStore(path);
  try {
    return await use(store);
  } finally {
    store?.close();
  }
}

async function withModel<T>(
  { pool }: Job,
  ports: Ports,
  use: (model: ConnectedModel) => Promise<T>,
): Promise<T> {
  const model = await connectModel(pool, ports);
  try {
    return await use(model);
  } finally {
    await model.close();
  }
}
