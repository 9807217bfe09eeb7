import { describe, expect, it } from '@jest/globals';
import type { OutputPort } from '../src/ports.js';
import { abilitiesOf, canRedraw } from '../src/terminal.js';

describe('abilitiesOf', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('on a terminal: %s, with %j, colours: %s', (isTTY, env, colour) => {
    expect(abilitiesOf(output(isTTY), env).colour).toBe(colour);
  });

  it('draws with plain characters on the console of Linux', () => {
    expect(abilitiesOf(output(true), { TERM: 'linux' }).unicode).toBe(false);
    expect(abilitiesOf(output(true), { TERM: 'xterm-256color' }).unicode).toBe(true);
  });
});

describe('canRedraw', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { CI: 'true' }, false],
    [true, { CI: 'false' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('on a terminal: %s, with %j: %s', (isTTY, env, can) => {
    expect(canRedraw(output(isTTY), env)).toBe(can);
  });
});

function output(isTTY: boolean): OutputPort {
  return { isTTY, write: () => undefined, on: () => undefined, off: () => undefined };
}
