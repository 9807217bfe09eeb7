import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline } from '@phasegraph/engine';
import { z } from 'zod';

const topic = artifact('topic', z.string());
const subject = artifact('subject', z.string());
const idea = artifact('idea', z.string());
const draft = artifact('draft', z.string());
const text = artifact('text', z.string());
const shown = artifact('shown', z.string());

const show = definePhase({
  name: 'show',
  inputs: { text },
  outputs: { shown },
  run: (inputs) => ({ shown: inputs.text }),
});

// subject -> (think, when there is something to think of -> write) -> show
describe('a condition inside of a pipeline that is a phase', () => {
  const write = definePhase({
    name: 'write',
    inputs: { idea },
    outputs: { draft },
    run: (inputs) => ({ draft: inputs.idea }),
  });
  const think = definePhase({
    name: 'think',
    inputs: { topic },
    outputs: { idea },
    when: (inputs) => inputs.topic !== 'nothing',
    run: (inputs) => ({ idea: inputs.topic }),
  });
  const fallback = () => ({ draft: 'by rule' });
  const outerOf = (options: object) =>
    definePipeline({
      name: 'outer',
      given: { subject },
      phases: [
        definePipeline({ name: 'inner', given: { topic }, phases: [think, write] }).asPhase({
          name: 'sub',
          inputs: { topic: subject },
          outputs: { draft: text },
          ...options,
        }),
        show,
      ],
    });

  it('turns off the phase, and what requires it, and names the condition', async () => {
    const report = await outerOf({}).run({ subject: 'nothing' });
    expect(report.status).toBe('succeeded');
    expect(report.tasks.map(({ task, end }) => [task, end])).toMatchObject([
      ['sub', { status: 'skipped', reason: 'condition', because: 'sub' }],
      ['show', { status: 'skipped', reason: 'condition', because: 'sub' }],
    ]);
    expect(report.tasks[0]?.end).toMatchObject({
      error: {
        code: 'turned-off',
        message: expect.stringContaining('"write" had nothing to do, because the condition of "think"'),
      },
    });
  });

  it('is no failure: nothing is tried again, and no fallback is asked', async () => {
    const report = await outerOf({ retry: { attempts: 3, baseMs: 0 }, fallback }).run({ subject: 'nothing' });
    expect(report.tasks[0]).toMatchObject({ attempts: 1, end: { status: 'skipped', reason: 'condition' } });
  });

  it('lets the phase give what it makes where it holds', async () => {
    const report = await outerOf({}).run({ subject: 'rye' });
    expect(report.value(shown)).toBe('rye');
  });
});
