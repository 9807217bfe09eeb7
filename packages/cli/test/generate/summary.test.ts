import { describe, expect, it } from '@jest/globals';
import type { RunEnd, Trouble } from '../../src/generate/run-end.js';
import { summaryLines } from '../../src/generate/summary.js';
import { themeFor } from '../../src/view/theme.js';

describe('summaryLines', () => {
  it('says where the site is, what it took and what was found', () => {
    expect(summary(done)).toEqual([
      '',
      '✔ site is ready: 47 files, 1.2 MB.',
      '',
      '  Time         4.6s, with tasks of 12.3s in all: 2.7 at once on average',
      '  Longest way  design-context → layout-generation → copywriting[hero] → site-assembly',
      '  Calls        31, 12,300 tokens in, 4,500 out, 10 images',
      '  Cost         $0.4321',
      '',
      '  ▲ Quality: 1 warning, 1 note (812 things looked at in 2 checks)',
      '    warning weight: /index.html weighs 1.3 MB; make its pictures smaller. (image-generation)',
      '    note claims: "36 h" is said without its unit. (copywriting)',
      '',
      '  Look at it   open site/index.html in a browser',
    ]);
  });

  it.each<[string, Partial<RunEnd>, string]>([
    [
      'a value',
      { values: { layout: {} }, quality: null },
      '✔ Made layout, to be seen with --json; the site was not asked for.',
    ],
    ['the report on the site', {}, '✔ Looked at the site; it was not to be written.'],
    ['nothing but what is given', { quality: null }, '✔ There was nothing to make.'],
  ])('says what was made when it was %s', (_, change, verdict) => {
    expect(summary({ ...done, site: null, values: {}, ...change })[1]).toBe(verdict);
  });

  it('says what went by its fallback and why, the same reason once', () => {
    const troubles = ['hero', 'loaf', 'rye', 'bun', 'oven'].map((key) => trouble(`image-generation[${key}]`));
    const end: RunEnd = {
      ...done,
      status: 'degraded',
      tasks: { ...done.tasks, degraded: 5, reused: 3 },
      troubles: [...troubles, trouble('seo-strategy')],
      quality: null,
    };
    expect(summary(end)).toEqual([
      '',
      '▲ site is ready: 47 files, 1.2 MB, 5 tasks made by fallback.',
      '',
      '  Time         4.6s, with tasks of 12.3s in all: 2.7 at once on average',
      '  Longest way  design-context → layout-generation → copywriting[hero] → site-assembly',
      '  Calls        31, 12,300 tokens in, 4,500 out, 10 images',
      '  Reused       3 of 42 tasks, from the store',
      '  Cost         $0.4321',
      '',
      '  ▲ image-generation[hero], image-generation[loaf], image-generation[rye] and 2 more by fallback',
      '    the server is overloaded (phase-failed)',
      '    Its rule made it from the brief. Run the same command again to ask the model once more.',
      '  ▲ seo-strategy by fallback',
      '    the server is overloaded (phase-failed)',
      '    Its rule made it from the brief. Run the same command again to ask the model once more.',
      '',
      '  Look at it   open site/index.html in a browser',
    ]);
  });

  it('says once for all phases that no key is left', () => {
    const noKey = { code: 'no-usable-key', message: 'No API key can be used.' } as const;
    const error = { ...trouble('copywriting').error, ...noKey };
    const troubles = ['design-strategy', 'copywriting'].map((task) => ({ ...trouble(task), error }));
    const lines = summary({ ...done, status: 'degraded', tasks: { ...done.tasks, degraded: 2 }, troubles });
    expect(lines).toContain('  ▲ design-strategy, copywriting by fallback');
    expect(lines.filter((line) => line.includes('No API key can be used.'))).toHaveLength(1);
  });

  it('says what the calls cost, what is not known of it, and what reuse saved', () => {
    const phase = { unknownCalls: 0, savedUsd: 0, unknownSaved: 0 };
    const cost = {
      usd: 1.5,
      unknownCalls: 2,
      savedUsd: 0.75,
      unknownSaved: 1,
      phases: [
        { ...phase, phase: 'copywriting', usd: 0.4 },
        { ...phase, phase: 'image-generation', usd: 1.1 },
        { ...phase, phase: 'seo-strategy', usd: 0 },
      ],
    };
    const lines = summary({ ...done, cost, budgetUsd: 5 });
    const at = lines.findIndex((line) => line.startsWith('  Cost'));
    expect(lines.slice(at, at + 3)).toEqual([
      '  Cost         $1.50, of a budget of $5.00, and 2 calls of unknown cost',
      '               most of it: image-generation $1.10, copywriting $0.4000',
      '  Saved        $0.7500 by reuse, and 1 record of unknown cost',
    ]);
    expect(summary({ ...done, isFree: true }).join('\n')).toContain('the sandbox answered, nothing was paid');
    const none = { ...done, calls: { answered: 0, failed: 0, aborted: 0, replayed: 0 } };
    expect(summary(none).join('\n')).not.toContain('Cost');
  });

  it('says that the budget was not enough, and how to go on', () => {
    const error = {
      ...trouble('copywriting').error,
      code: 'budget-exhausted',
      message: 'A call may cost $1.',
    } as const;
    const end: RunEnd = {
      ...done,
      status: 'budget-exhausted',
      budgetUsd: 0.5,
      budget: { usd: 0.5, spentUsd: 0.25, refusedUsd: 0.72001 },
      site: null,
      quality: null,
      missing: ['site'],
      troubles: ['copywriting[a]', 'seo-strategy'].map((task) => ({
        ...trouble(task),
        status: 'failed',
        error,
      })),
    };
    const lines = summary(end);
    expect(lines[1]).toBe('✖ Out of budget: site could not be made for $0.5000.');
    expect(lines).toContain('  ✖ copywriting[a], seo-strategy failed');
    expect(lines.join(' ').replaceAll(/ +/g, ' ')).toContain(
      'A budget is for one run, and this one spent $0.2500. Run the same command again with a --budget of at least $0.7201: what was made is reused',
    );
    const all = (change: Partial<RunEnd>): string =>
      summary({ ...end, ...change })
        .join(' ')
        .replaceAll(/ +/g, ' ');
    expect(all({ store: null })).toContain(
      'Nothing was kept: run with a larger --budget, and without --no-store.',
    );
    expect(all({ recorded: 'fresh' })).toContain('Run phasegraph resume with a --budget of at least');
  });

  it.each([
    ['unknown-price', 'use', 'With a price, run the same command again: what was made is reused.'],
    ['not-recorded', 'cassette', 'Run it once without --cassette, on the same store'],
  ] as const)('says what to do about %s', (code, recorded, next) => {
    const error = { ...trouble('copywriting').error, code, message: 'It cannot be made.' } as const;
    const troubles = ['copywriting[a]', 'seo-strategy'].map((task) => ({
      ...trouble(task),
      status: 'failed' as const,
      error,
    }));
    const lines = summary({ ...done, status: 'failed', site: null, recorded, troubles });
    expect(lines.join(' ')).toContain(next);
    expect(lines.join(' ')).not.toContain('only this and what needs it is tried');
    expect(lines.filter((line) => line.includes('It cannot be made.'))).toHaveLength(
      code === 'unknown-price' ? 1 : 2,
    );
  });

  it('says that nothing was kept where there was no store', () => {
    const troubles = [{ ...trouble('code-generation[home]'), status: 'failed' as const }];
    const lines = summary({ ...done, status: 'failed', site: null, store: null, troubles });
    expect(lines.join(' ')).toContain('nothing was kept, so all of it is made anew');
  });

  it('says on which page something was found', () => {
    const [, finding] = done.quality?.findings ?? [];
    if (finding === undefined || done.quality === null) throw new Error('There is a finding');
    const quality = { ...done.quality, findings: [{ ...finding, page: 'visit.html' }] };
    expect(summary({ ...done, quality })).toContain(
      '    note claims in visit.html: "36 h" is said without its unit. (copywriting)',
    );
  });

  it('says what could not be made, and what to do', () => {
    const end: RunEnd = {
      ...done,
      status: 'failed',
      site: null,
      quality: null,
      missing: ['site', 'qualityReport'],
      troubles: [{ ...trouble('code-generation[home]'), status: 'failed' }],
    };
    const lines = summary(end);
    expect(lines[1]).toBe('✖ Failed: site, qualityReport could not be made.');
    expect(lines).toContain('  ✖ code-generation[home] failed');
    expect(lines.join('\n')).toContain('Run the same command again: what was made is reused');
    expect(lines.join('\n')).not.toContain('Look at it');
  });

  it('says that it stopped since nothing could be kept any more, and why', () => {
    const why = 'The store at s.sqlite cannot be used: database or disk is full; make room on the disk.';
    const end: RunEnd = { ...done, status: 'store-failed', site: null, quality: null, storeErrors: [why] };
    const lines = summary(end).join(' ');
    expect(lines).toContain('✖ Stopped, since nothing more could be kept: The store at');
    expect(lines.match(/make room on the/g)).toHaveLength(1);
  });

  it('counts calls that were not made, since their answers were recorded, apart', () => {
    const calls = { ...done.calls, replayed: 12 };
    expect(summary({ ...done, calls })).toContain('  Replayed     12 calls answered before, from the store');
  });

  it('says after Ctrl-C what was kept and how to go on', () => {
    const end: RunEnd = {
      ...done,
      status: 'cancelled',
      stoppedBy: 'SIGINT',
      site: null,
      quality: null,
      tasks: { ...done.tasks, succeeded: 12, reused: 2 },
    };
    expect(summary(end)[1]).toBe('■ Stopped after 4.6s. No site was written.');
    expect(summary(end).at(-1)).toBe(
      '  30 tasks kept in .phasegraph/store.sqlite. Run the same command again to go on from there.',
    );
    expect(summary({ ...end, store: null }).at(-1)).toBe('  Nothing was kept: the run had no store.');
  });

  it('says what was not needed, and does not count it as trouble', () => {
    const tasks = { ...done.tasks, skipped: 3 };
    const lines = summary({ ...done, tasks, notNeeded: { shop: 2, blog: 1 } });
    expect(lines[1]).toBe('✔ site is ready: 47 files, 1.2 MB.');
    expect(lines).toContain('  Not needed   2 tasks: the condition of "shop" does not hold');
    expect(lines).toContain('  Not needed   1 task: the condition of "blog" does not hold');
    const partial = summary({
      ...done,
      status: 'partial',
      tasks: { ...tasks, failed: 1, skipped: 5 },
      notNeeded: { shop: 3 },
    });
    expect(partial[1]).toBe('▲ site is ready: 47 files, 1.2 MB, 1 failed, 2 skipped.');
  });

  it('says how long limits and retries held up the longest way', () => {
    const held = done.criticalPath.map((step, index) =>
      index === 1 ? { ...step, limitMs: 1500, slotMs: 500, retryMs: 700 } : step,
    );
    expect(summary({ ...done, criticalPath: held }, 200)).toContain(
      '  Longest way  design-context → layout-generation → copywriting[hero] → site-assembly ' +
        '(2.0s of it waiting for its turn, 700ms of it until retries)',
    );
  });

  it('says what each key did and why it was retired, where there are several', () => {
    const usage = { ...noUsage, inputTokens: 12_000, outputTokens: 4000, images: 10 };
    const keys = [
      key('main', { answered: 28, usage }),
      key('old', { failed: 1, retired: 'was refused with 401 (invalid_api_key)' }),
      key('trial', { answered: 3, failed: 1, aborted: 2, usage: { ...usage, images: 1 } }),
    ];
    const lines = summary({ ...done, keys });
    const at = lines.findIndex((line) => line.startsWith('  Keys'));
    expect(lines.slice(at, at + 3)).toEqual([
      '  Keys         main: 28 answered, 12,000 tokens in, 4,000 out, 10 images',
      '               old: 0 answered, 1 failed; retired: was refused with 401 (invalid_api_key)',
      '               trial: 3 answered, 1 failed, 2 aborted, 12,000 tokens in, 4,000 out, 1 image',
    ]);
  });

  it('says nothing of an only key, but that it was retired', () => {
    expect(summary(done).join()).not.toContain('Keys');
    expect(
      summary({ ...done, keys: [key('main', { failed: 1, retired: 'is out of credit: 429' })] }),
    ).toContain('  Keys         main: 0 answered, 1 failed; retired: is out of credit: 429');
  });

  it('keeps to the width of the terminal', () => {
    for (const line of summary({ ...done, troubles: [trouble('image-generation[hero]')] }, 40)) {
      expect(line.length).toBeLessThan(40);
    }
  });
});

function summary(end: RunEnd, columns = 100): string[] {
  return summaryLines(end, { theme: themeFor({ colour: false, unicode: true }), columns, cwd: '/work' });
}

function trouble(task: string): Trouble {
  const phase = task.replace(/\[.*/u, '');
  const message = `"${task}" failed: the server is overloaded`;
  return { task, phase, status: 'degraded', error: { code: 'phase-failed', message, task, causes: [] } };
}

function key(keyId: string, change: Partial<RunEnd['keys'][number]> = {}): RunEnd['keys'][number] {
  const cost = { usd: 0, unknownCalls: 0 };
  return { resource: 'model', keyId, answered: 0, failed: 0, aborted: 0, usage: noUsage, cost, ...change };
}

const noUsage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, images: 0, pictures: {} };

const done: RunEnd = {
  type: 'end',
  exitCode: 0,
  runId: 'run-1',
  status: 'succeeded',
  makespanMs: 4600,
  taskTimeMs: 12_300,
  criticalPath: ['design-context', 'layout-generation', 'copywriting[hero]', 'site-assembly'].map((task) => ({
    task,
    phase: task.replace(/\[.*/u, ''),
    fromMs: 0,
    toMs: 0,
    by: 'end',
    slotMs: 0,
    retryMs: 0,
    limitMs: 0,
  })),
  tasks: { succeeded: 34, degraded: 0, reused: 0, failed: 0, skipped: 0, cancelled: 0 },
  notNeeded: {},
  troubles: [],
  missing: [],
  calls: { answered: 31, failed: 0, aborted: 0, replayed: 0 },
  usage: { ...noUsage, inputTokens: 12_300, outputTokens: 4500, images: 10 },
  cost: { usd: 0.4321, unknownCalls: 0, savedUsd: 0, unknownSaved: 0, phases: [] },
  isFree: false,
  budgetUsd: null,
  budget: null,
  keys: [key('main', { answered: 31 })],
  quality: {
    checks: [
      { check: 'weight', area: 'performance', examined: 12, findings: 1 },
      { check: 'claims', area: 'truth', examined: 800, findings: 1 },
    ],
    areas: [{ area: 'performance', score: 91 }],
    findings: [
      {
        check: 'weight',
        severity: 'warning',
        message: '/index.html weighs 1.3 MB; make its pictures smaller.',
        page: 'index.html',
        snippet: null,
        phase: 'image-generation',
      },
      {
        check: 'claims',
        severity: 'note',
        message: '"36 h" is said without its unit.',
        page: null,
        snippet: null,
        phase: 'copywriting',
      },
    ],
    counts: { error: 0, warning: 1, note: 1 },
  },
  site: { path: '/work/site', files: 47, bytes: 1_234_567 },
  store: '/work/.phasegraph/store.sqlite',
  kept: 30,
  recorded: 'use',
  storeErrors: [],
  stoppedBy: null,
  values: {},
};
