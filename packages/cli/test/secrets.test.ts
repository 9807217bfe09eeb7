import { describe, expect, it } from '@jest/globals';
import { guardSecrets } from '../src/secrets.js';
import { testPorts } from './test-ports.js';

describe('guardSecrets', () => {
  it('strikes every key of the environment out of both outputs', () => {
    const { ports, stdout, stderr } = testPorts({
      env: {
        OPENAI_API_KEY: 'sk-first-0123456789',
        OPENAI_API_KEYS: 'sk-second-0123456789, sk-first-0123456789-and-more',
        MY_TOKEN: 'token-0123456789',
      },
    });
    const scrubbed = guardSecrets(ports);
    scrubbed.stdout.write('{"header":"Bearer sk-second-0123456789"}');
    scrubbed.stderr.write(
      'sk-first-0123456789-and-more, sk-first-0123456789 and token-0123456789 were refused',
    );
    expect(stdout()).toBe('{"header":"Bearer [secret]"}');
    expect(stderr()).toBe('[secret], [secret] and [secret] were refused');
  });

  it('leaves alone what is no key: other variables, and values too short to be one', () => {
    const { ports, stdout } = testPorts({ env: { HOME: '/home/someone', CI_TOKEN: 'site', API_KEY: '' } });
    guardSecrets(ports).stdout.write('/home/someone/site');
    expect(stdout()).toBe('/home/someone/site');
  });

  it('strikes out a secret that becomes known later, and from texts that are written elsewhere', () => {
    const { ports, stdout } = testPorts();
    const guarded = guardSecrets(ports);
    guarded.keepSecret('sk-later-0123456789');
    guarded.keepSecret('short');
    guarded.stdout.write('sk-later-0123456789, for short');
    expect(stdout()).toBe('[secret], for short');
    expect(guarded.withoutSecrets('a trace of sk-later-0123456789')).toBe('a trace of [secret]');
  });

  it.each([
    ['in JSON', (secret: string) => JSON.stringify({ secret })],
    ['in an address', (secret: string) => `?key=${encodeURIComponent(secret)}`],
    ...['', 'u', 'u:', 'user'].map((before): [string, (secret: string) => string] => [
      `in base64 behind ${JSON.stringify(before)}`,
      (secret) => Buffer.from(`${before}${secret}, and more`).toString('base64'),
    ]),
    ['in base64 for addresses', (secret) => Buffer.from(`?${secret}`).toString('base64url')],
  ])('strikes out a secret %s', (_where, write) => {
    const secret = 'sk-"odd"/0123>>>456789?';
    const { withoutSecrets } = guardSecrets(testPorts({ env: { OPENAI_API_KEY: secret } }).ports);
    const clean = withoutSecrets(write(secret));
    expect(clean).toContain('[secret]');
    for (const form of ['0123', Buffer.from('0123>>>456').toString('base64').slice(2, 10)]) {
      expect(clean).not.toContain(form);
    }
  });

  it('still tells what the terminal is like', () => {
    const { ports } = testPorts({ env: { OPENAI_API_KEY: 'sk-first-0123456789' } });
    const stdout = { ...ports.stdout, isTTY: true, columns: 77, rows: 33 };
    const { isTTY, columns, rows } = guardSecrets({ ...ports, stdout }).stdout;
    expect({ isTTY, columns, rows }).toEqual({ isTTY: true, columns: 77, rows: 33 });
  });
});
