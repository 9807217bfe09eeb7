import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline, forecast } from '@phasegraph/engine';
import type { AnyArtifact } from '@phasegraph/engine';
import { z } from 'zod';

const value = <const N extends string>(name: N) => artifact(name, z.number());
const brief = value('brief');
const [a, b, c, d, extra] = [value('a'), value('b'), value('c'), value('d'), value('extra')];
const phase = <
  const N extends string,
  I extends Record<string, AnyArtifact>,
  O extends Record<string, AnyArtifact>,
>(
  name: N,
  inputs: I,
  outputs: O,
  estimateMs: number,
) => definePhase({ name, inputs, outputs, estimateMs, run: () => JSON.parse('{}') as never });

// brief -> x(10) -> y(20) -> end(5)
//              \--> z(1) ----^
// brief -> aside(7)
const pipeline = definePipeline({
  name: 'p',
  given: { brief },
  phases: [
    phase('end', { b, c }, { d }, 5),
    phase('x', { brief }, { a }, 10),
    phase('y', { a }, { b }, 20),
    phase('z', { a }, { c }, 1),
    phase('aside', { brief }, { extra }, 7),
  ],
});

describe('a plan', () => {
  it('orders the phases by what they take, and ranks each by the longest way to the end', () => {
    const { phases, targets } = pipeline.plan();
    const ranks = Object.fromEntries(phases.map(({ name, rank }) => [name, rank]));
    expect(ranks).toEqual({ x: 35, y: 25, z: 6, end: 5, aside: 7 });
    const order = phases.map(({ name }) => name);
    expect(order.indexOf('x')).toBeLessThan(order.indexOf('y'));
    expect(order.indexOf('y')).toBeLessThan(order.indexOf('end'));
    expect(targets).toEqual(['d', 'extra']);
  });

  it('has only what its targets need', () => {
    const plan = pipeline.plan({ targets: ['c'] });
    expect(plan.phases.map(({ name }) => name)).toEqual(['x', 'z']);
    expect(pipeline.plan({ targets: [c] }).phases).toHaveLength(2);
  });

  it('leaves out what only an override needed, and asks for it instead', () => {
    const plan = pipeline.plan({ targets: [d], override: ['a'] });
    expect(plan.phases.map(({ name }) => name).toSorted()).toEqual(['end', 'y', 'z']);
    expect(plan.given.map(({ name }) => name)).toEqual(['a']);
  });

  it('takes durations that were learned before declared ones', () => {
    const { phases } = pipeline.plan({ targets: [d], durations: new Map([['z', 100]]) });
    expect(phases.find(({ name }) => name === 'x')?.rank).toBe(115);
  });

  it('forecasts the critical path', () => {
    expect(forecast(pipeline.plan())).toEqual({
      criticalPath: ['x', 'y', 'end'],
      criticalPathMs: 35,
      sequentialMs: 43,
    });
  });

  it('names what there is when nothing like it was meant', () => {
    expect(() => pipeline.plan({ targets: ['nothing-like-it'] })).toThrow(/There are: d, a, b, c, extra\./);
  });

  it('is frozen', () => {
    const plan = pipeline.plan();
    expect(Object.isFrozen(plan) && Object.isFrozen(plan.phases) && plan.phases.every(Object.isFrozen)).toBe(
      true,
    );
  });

  it('refuses targets and overrides that nothing gives, all at once', () => {
    expect(() => pipeline.plan({ targets: ['extre'], override: ['nothing'] })).toThrow(
      /2 problems:.*target "extre" is given by no phase. Did you mean "extra"\?.*override "nothing"/s,
    );
  });
});

describe('changing a pipeline', () => {
  it('returns a new one and leaves the old one as it was', () => {
    const f = value('f');
    const larger = pipeline.with(phase('more', { d }, { f }, 1));
    expect(larger.phases).toHaveLength(6);
    expect(pipeline.phases).toHaveLength(5);
  });

  it('replaces a phase by name, or the one that gives the same', () => {
    expect(pipeline.replace(phase('y', { brief }, { b }, 2)).plan({ targets: [d] }).phases).toHaveLength(4);
    const named = pipeline.replace(phase('faster-y', { a }, { b }, 2));
    expect(named.phases.map(({ name }) => name)).toEqual(['end', 'x', 'faster-y', 'z', 'aside']);
    // @ts-expect-error: the compiler says so as well
    expect(() => pipeline.replace(phase('yy', {}, { f: value('f') }, 1))).toThrow(
      /nothing to replace\..*Did you mean "y"/,
    );
  });
});
