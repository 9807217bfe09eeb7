import { describe, expect, it } from '@jest/globals';
import { readOptions } from '../../src/limits/pool-options.js';
import type { KeyPoolOptions } from '../../src/limits/pool-options.js';
import { whyRefused } from '../../src/limits/refusal.js';
import { Routes } from '../../src/limits/routes.js';
import type { Route } from '../../src/limits/routes.js';
import { Flow, Flows } from '../../src/limits/share.js';

const flow = new Flows().of(undefined);
const small = { requests: 1, tokens: 1, images: 0 };
const up = { nowMs: 0, isGivenUp: false, longestWaitMs: 600_000 };

function routeOf(options: Partial<KeyPoolOptions>, target = 'words'): Route {
  const whole = { name: 'model', keys: [{ id: 'a' }, { id: 'b' }], ...options };
  return new Routes(readOptions(whole).keys, whole).to(target);
}

const refusal = (route: Route, cost = small, at = up): Error | undefined =>
  whyRefused('model', { leastCost: cost, flow }, route, at);

describe('whyRefused', () => {
  it('is nothing where waiting makes sense', () => {
    const route = routeOf({ limits: { '*': { tpm: 100 } } });
    expect(refusal(route, { ...small, tokens: 100 })).toBeUndefined();
    for (const lane of route.lanes) lane.pausedUntilMs = 1e6;
    expect(refusal(route)).toBeUndefined();
  });

  it('says for each key why it is out of the question', () => {
    const route = routeOf({ keys: [{ id: 'a' }, { id: 'b', targets: ['pictures'] }, { id: 'c' }] });
    const [a, , c] = route.lanes;
    if (a === undefined || c === undefined) throw new Error('three lanes');
    a.key.retired = { reason: 'was refused with 401', forFlowsBelow: 1 };
    expect(refusal(route)).toBeUndefined();
    c.retired = { reason: 'has no access', forFlowsBelow: 1 };
    expect(refusal(route)).toMatchObject({
      code: 'no-usable-key',
      retryable: false,
      message: 'No API key can be used: "a" was refused with 401; "b" is not for words; "c" has no access.',
    });
  });

  it('says so of the runs that were under way only', () => {
    const route = routeOf({});
    for (const { key } of route.lanes) key.retired = { reason: 'was refused', forFlowsBelow: 1 };
    const later = new Flow(1, 1);
    expect(whyRefused('model', { leastCost: small, flow: later }, route, up)).toBeUndefined();
    expect(whyRefused('model', { leastCost: small, flow }, route, up)).toMatchObject({
      code: 'no-usable-key',
    });
  });

  it('says what is too large for every key, by the widest limit', () => {
    const route = routeOf({ limits: { '*': { tpm: 100, ipm: 1 } } });
    expect(refusal(route, { ...small, tokens: 101 })).toMatchObject({
      code: 'call-too-large',
      retryable: false,
      message:
        'A call through "model" needs 101 tokens, which no key\'s limits ever allow (100 tokens in 60 s); ' +
        'make the call smaller or raise the limit.',
    });
    expect(refusal(route, { ...small, images: 2 })?.message).toMatch(/needs 2 images.*1 images in 60 s/);
  });

  it('says which keys have used up a limit for longer than is waited', () => {
    const route = routeOf({ limits: { '*': { rpd: 1, rpm: 5 } } });
    const [a, b] = route.lanes;
    if (a === undefined || b === undefined) throw new Error('two lanes');
    const use = ({ account: { ledger } }: typeof a): void => {
      const admission = ledger.reserve(small, 0);
      if (admission.status === 'admitted') ledger.start(admission.reservation, 0);
    };
    use(a);
    expect(refusal(route)).toBeUndefined();
    use(b);
    expect(refusal(route, small, { ...up, nowMs: 60_000 })).toMatchObject({
      code: 'no-usable-key',
      message:
        'No API key can be used: "a" has used up a limit and has no room for 1439 minutes; ' +
        '"b" has used up a limit and has no room for 1439 minutes.',
    });
    // A few minutes before it is free again it is waited for.
    expect(refusal(route, small, { ...up, nowMs: 86_400_000 - 600_000 })).toBeUndefined();
  });

  it('names the last failure where servers are given up, unless the call may find them up again', () => {
    const route = routeOf({});
    const error = new Error('connection refused');
    route.lastFailure = { reason: 'got no answer', error, isUnanswered: true };
    for (const { circuit } of route.lanes) for (let nth = 0; nth < 3; nth++) circuit.failed(0, 0);
    expect(refusal(route, small, { ...up, nowMs: 999, isGivenUp: true })).toMatchObject({
      code: 'provider-unavailable',
      retryable: false,
      cause: error,
      message: expect.stringMatching(
        /^Nothing that "model" calls for words answers any more: the last call got no answer \(.*\)\. Check that the server is up/,
      ),
    });
    expect(refusal(route, small, { ...up, nowMs: 999, isGivenUp: false })).toBeUndefined();
    expect(refusal(route, small, { ...up, nowMs: 1000, isGivenUp: true })).toBeUndefined();
    for (const { circuit } of route.lanes) circuit.started(1000);
    expect(refusal(route, small, { ...up, nowMs: 1000, isGivenUp: true })).toMatchObject({
      code: 'provider-unavailable',
    });
  });

  it('speaks of retired keys before it speaks of servers, and of servers before sizes', () => {
    const route = routeOf({ limits: { '*': { tpm: 10 } } });
    for (const { circuit } of route.lanes) for (let nth = 0; nth < 3; nth++) circuit.failed(0, 0);
    const large = { ...small, tokens: 11 };
    expect(refusal(route, large, { ...up, nowMs: 0, isGivenUp: true })).toMatchObject({
      code: 'provider-unavailable',
    });
    for (const { key } of route.lanes) key.retired = { reason: 'was refused', forFlowsBelow: 1 };
    expect(refusal(route, large, { ...up, nowMs: 0, isGivenUp: true })).toMatchObject({
      code: 'no-usable-key',
    });
  });
});
