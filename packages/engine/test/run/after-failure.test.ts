import { describe, expect, it } from '@jest/globals';
import { errors } from '../../src/errors.js';
import { afterFailure } from '../../src/run/after-failure.js';
import type { AfterFailure, FailedAttempt } from '../../src/run/after-failure.js';

const place = { phase: 'write', task: 'write[hero]', key: 'hero', attempt: 1 };
const retry = { attempts: 3, baseMs: 1_000, maxMs: 30_000 };
const once = { ...retry, attempts: 1 };
const fallback = (): object => ({});

/** An attempt of a phase with three attempts and a fallback, whose calls were answered. */
const failed: FailedAttempt = {
  attempt: { answeredBy: 'calls', refusedBy: undefined },
  place,
  phase: { retry, fallback },
  tries: 1,
  hasRival: false,
  isLate: false,
  mayStartOver: false,
};

const after = (thrown: unknown, but: Partial<FailedAttempt> = {}): AfterFailure =>
  afterFailure(thrown, { ...failed, ...but }, () => 0.5);

const down = new Error('down');

describe('after a failure', () => {
  it('the next attempt is due later, as long as there is one', () => {
    expect(after(down)).toMatchObject({ next: 'retry', retryInMs: 500, error: { code: 'phase-failed' } });
    expect(after(down, { tries: 2 })).toMatchObject({ next: 'retry', retryInMs: 1_000 });
    expect(after(down, { tries: 3 })).toMatchObject({ next: 'fall-back', error: { code: 'phase-failed' } });
  });

  it('the task has failed where there is no fallback', () => {
    const error = { code: 'phase-failed', message: '"write[hero]" failed: down', ...place };
    expect(after(down, { phase: { retry: once, fallback: undefined } })).toMatchObject({
      next: 'fail',
      error,
    });
  });

  it('what still runs beside it is waited for, whatever else could be done', () => {
    const attempt = { answeredBy: undefined, refusedBy: errors.unknownPrice('pictures') };
    expect(after(down, { hasRival: true, mayStartOver: true })).toMatchObject({ next: 'await-rival' });
    expect(after(down, { hasRival: true, attempt })).toMatchObject({
      next: 'await-rival',
      error: { code: 'unknown-price' },
    });
  });

  it('a task whose time is up has no further attempt, and its fallback', () => {
    expect(after(down, { isLate: true })).toMatchObject({ next: 'fall-back' });
    expect(after(down, { isLate: true, mayStartOver: true, tries: 3 })).toMatchObject({ next: 'fall-back' });
  });

  it('neither another attempt nor a fallback makes up for want of money, whatever the phase says of it', () => {
    const refusedBy = errors.budgetExhausted('words', 2, 1, 5);
    expect(after(refusedBy)).toMatchObject({ next: 'fail', error: { code: 'budget-exhausted' } });
    expect(after(down, { attempt: { answeredBy: 'calls', refusedBy } })).toMatchObject({
      next: 'fail',
      error: { code: 'budget-exhausted', ...place, cause: { code: 'phase-failed' } },
    });
  });

  it('nobody is spared where nobody was asked', () => {
    const attempt = { answeredBy: 'records', refusedBy: undefined } as const;
    expect(after(down, { attempt })).toMatchObject({ next: 'retry', retryInMs: 0 });
  });

  it('a task that would have no further attempt starts over, if it may', () => {
    expect(after(down, { tries: 3, mayStartOver: true })).toMatchObject({ next: 'start-over', retryInMs: 0 });
    expect(after(down, { tries: 2, mayStartOver: true })).toMatchObject({ next: 'retry' });
  });

  it('no fallback answers for what was never recorded', () => {
    expect(after(errors.notRecorded(place, 'model', 'a headline'))).toMatchObject({
      next: 'fail',
      error: { code: 'not-recorded' },
    });
  });

  it('a policy that throws has not said yes, and is told of', () => {
    const on = (): boolean => {
      throw new Error('no idea');
    };
    expect(after(down, { phase: { retry: { ...retry, on }, fallback }, mayStartOver: true })).toMatchObject({
      next: 'fall-back',
      error: { code: 'phase-failed', message: expect.stringContaining('its retry.on failed: no idea') },
    });
  });
});
