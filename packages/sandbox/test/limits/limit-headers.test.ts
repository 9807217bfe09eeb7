import { describe, expect, it } from '@jest/globals';
import { durationText } from '../../src/limits/limit-headers.js';
import { rig } from '../rig.js';

describe('durationText', () => {
  it.each([
    [0, '0s'],
    [15, '15ms'],
    [0.2, '1ms'],
    [1200, '1.2s'],
    [59_999, '59.999s'],
    [60_000, '1m0s'],
    [360_000, '6m0s'],
    [90_500, '1m30.5s'],
    [3_600_000, '1h0m0s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('headers', () => {
  it('are generous where no limit is set', async () => {
    const { client } = await rig();
    const { response } = await client.responses.create({ model: 'm', input: 'x' }).withResponse();
    expect(Number(response.headers.get('x-ratelimit-limit-requests'))).toBeGreaterThan(1000);
    expect(response.headers.get('x-ratelimit-reset-tokens')).toBe('0s');
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get('openai-processing-ms')).toMatch(/^\d+$/);
  });
});
