import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from '../src/secrets.js';
import { testPorts } from './test-ports.js';

describe('withoutSecrets', () => {
  it('strikes every key of the environment out of both outputs', () => {
    const { ports, stdout, stderr } = testPorts({
      env: {
        OPENAI_API_KEY: 'sk-first-0123456789',
        OPENAI_API_KEYS: 'sk-second-0123456789, sk-first-0123456789-and-more',
        MY_TOKEN: 'token-0123456789',
      },
    });
    const scrubbed = withoutSecrets(ports);
    scrubbed.stdout.write('{"header":"Bearer sk-second-0123456789"}');
    scrubbed.stderr.write(
      'sk-first-0123456789-and-more, sk-first-0123456789 and token-0123456789 were refused',
    );
    expect(stdout()).toBe('{"header":"Bearer [secret]"}');
    expect(stderr()).toBe('[secret], [secret] and [secret] were refused');
  });

  it('leaves alone what is no key: other variables, and values too short to be one', () => {
    const { ports, stdout } = testPorts({ env: { HOME: '/home/someone', CI_TOKEN: 'site', API_KEY: '' } });
    withoutSecrets(ports).stdout.write('/home/someone/site');
    expect(stdout()).toBe('/home/someone/site');
  });

  it('still tells what the terminal is like', () => {
    const { ports } = testPorts({ env: { OPENAI_API_KEY: 'sk-first-0123456789' } });
    const stdout = { ...ports.stdout, isTTY: true, columns: 77, rows: 33 };
    const { isTTY, columns, rows } = withoutSecrets({ ...ports, stdout }).stdout;
    expect({ isTTY, columns, rows }).toEqual({ isTTY: true, columns: 77, rows: 33 });
  });
});
