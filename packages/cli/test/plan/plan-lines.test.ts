import { describe, expect, it } from '@jest/globals';
import {
  artifact,
  artifactList,
  definePhase,
  definePipeline,
  each,
  forecast,
  forecastCost,
  rehearse,
} from '@phasegraph/engine';
import { z } from 'zod';
import { planLines } from '../../src/plan/plan-lines.js';
import { viewOfPlan } from '../../src/plan/plan-view.js';
import type { PlanView } from '../../src/plan/plan-view.js';
import { themeFor } from '../../src/view/theme.js';

// topic -> plan-outline -> write-section* -> join-essay, topic -> draw-cover
const topic = artifact('topic', z.string());
const outline = artifactList('outline', z.string(), { key: (part) => part });
const section = artifactList('section', z.string());
const essay = artifact('essay', z.string());
const cover = artifact('cover', z.string());
const pipeline = definePipeline({
  name: 'essay',
  given: { topic },
  phases: [
    definePhase({ name: 'draw-cover', inputs: { topic }, outputs: { cover }, estimateMs: 3000, run: never }),
    definePhase({
      name: 'join-essay',
      inputs: { topic, section },
      outputs: { essay },
      estimateMs: 100,
      run: never,
    }),
    definePhase({
      name: 'write-section',
      inputs: { topic, part: each(outline) },
      outputs: { section },
      estimateMs: 5000,
      run: never,
    }),
    definePhase({
      name: 'plan-outline',
      inputs: { topic },
      outputs: { outline },
      estimateMs: 2000,
      run: never,
    }),
  ],
});

describe('planLines', () => {
  it('lists the phases by rank, with what each takes, and the forecast', () => {
    expect(planLines(planned(), themeFor({ colour: false, unicode: true }), 80)).toEqual([
      'essay: 4 phases to make cover, essay',
      '',
      '     rank    task  phase                            takes',
      '     7.1s    2.0s  plan-outline                     topic',
      '     5.1s    5.0s  write-section [each of outline]  topic, outline',
      '     3.0s    3.0s  draw-cover                       topic',
      '    100ms   100ms  join-essay                       topic, section',
      '',
      '  Longest way: 7.1s, plan-outline → write-section → join-essay',
      '  One task after another: 10.1s, with one task for every phase',
      '  Expected: 7.1s, with 4 tasks, one for all of outline, of which no run has',
      '    shown how many items there are',
      '  Cost: $0.00 if nothing is reused, and more for every further item',
      '  Durations are those that the phases declare: no run has shown others yet.',
      '  Nothing was run, and no call was made.',
    ]);
  });

  it('goes by the durations of earlier runs where there are some', () => {
    const view = planned(new Map([['draw-cover', 60_000]]));
    expect(view.phases.map(({ name, estimateFrom }) => [name, estimateFrom])).toEqual([
      ['draw-cover', 'runs'],
      ['plan-outline', 'declaration'],
      ['write-section', 'declaration'],
      ['join-essay', 'declaration'],
    ]);
    expect(view.criticalPath).toEqual(['draw-cover']);
    expect(planLines(view, themeFor({ colour: false, unicode: true }), undefined)).toContain(
      '  Durations are the medians of earlier runs for 1 phase, declared ones for the others.',
    );
  });

  it('says how long it takes under limits, what it costs, and what no run has shown', () => {
    const theme = themeFor({ colour: false, unicode: true });
    const phases = planned().phases.map((phase) => ({ ...phase, tasks: 3, usd: 0.25 }));
    const view = { ...planned(), phases, uncountedLists: [], keys: 2, makespanMs: 61_000, usd: 1 };
    expect(planLines(view, theme, undefined)).toEqual(
      expect.arrayContaining([
        '  Expected: 1m 01s, with 12 tasks, within the limits of 2 keys',
        '  Cost: $1.00 if nothing is reused',
      ]),
    );
    expect(planLines({ ...view, unknownCosts: ['draw-cover'] }, theme, undefined)).toContain(
      '  Cost: $1.00 if nothing is reused; no run through this model and server has shown what is paid for draw-cover',
    );
    expect(planLines({ ...view, isFree: true }, theme, undefined)).toContain(
      '  Cost: nothing is paid: the embedded sandbox answers, since OPENAI_API_KEY is not set; by the prices of the models it were $1.00',
    );
    const unknown = { ...planned(), unknownCosts: ['draw-cover', 'join-essay'] };
    expect(planLines(unknown, theme, undefined)).toContain(
      '  Cost: not known: no run through this model and server has shown what is paid for draw-cover, join-essay',
    );
  });

  it('cuts its table to a narrow terminal', () => {
    for (const line of planLines(planned(), themeFor({ colour: false, unicode: true }), 40)) {
      expect(line.length).toBeLessThan(40);
    }
  });
});

function planned(durations: ReadonlyMap<string, number> = new Map()): PlanView {
  const plan = pipeline.plan({ durations });
  const rehearsal = rehearse(plan);
  return viewOfPlan(plan, {
    ...forecast(plan),
    ...rehearsal,
    cost: forecastCost(plan, rehearsal.tasks, new Map()),
    learned: durations,
    shownLists: new Set(),
    isFree: false,
    keys: null,
  });
}

function never(): never {
  throw new Error('a plan runs nothing');
}
