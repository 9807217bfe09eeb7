import { describe, expect, it } from '@jest/globals';
import { billingCodes } from '../src/index.js';
import { clientFor, refusal, rig } from './rig.js';

const ask = { model: 'm', input: 'x'.repeat(40) }; // 10 tokens
const keys = [
  { id: 'one', secret: 'a', group: 'org' },
  { id: 'two', secret: 'b', group: 'org' },
  { id: 'other', secret: 'c' },
];

describe('credit', () => {
  it('of a group ends for all of its keys after so many requests, and for no other', async () => {
    const { sandbox } = await rig({ keys, groups: { org: { credit: { requests: 2 } } } });
    await clientFor(sandbox, 'a').responses.create(ask);
    await clientFor(sandbox, 'b').responses.create(ask);
    for (const secret of ['a', 'b']) {
      const error = await refusal(clientFor(sandbox, secret).responses.create(ask));
      expect(error).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
      expect(error.headers?.get('retry-after')).toBeNull();
    }
    await clientFor(sandbox, 'c').responses.create(ask);
    expect(sandbox.requests.map(({ verdict }) => verdict)).toEqual([
      'served',
      'served',
      'billing:insufficient_quota',
      'billing:insufficient_quota',
      'served',
    ]);
  });

  it('of a key ends once it has used so many tokens', async () => {
    const credit = { tokens: 25, code: 'credit_balance_exhausted' as const };
    const { sandbox, client } = await rig({ keys: [{ secret: 'any', credit }], text: () => 'abcd' });
    await client.responses.create(ask); // 11 of 25
    await client.responses.create(ask); // 22
    await client.responses.create(ask); // 33, known when it is answered
    expect(await refusal(client.responses.create(ask))).toMatchObject({ code: 'credit_balance_exhausted' });
    expect(sandbox.report().countsByKey).toEqual({
      'key-1': { served: 3, 'billing:credit_balance_exhausted': 1 },
    });
  });

  it.each(billingCodes)('ends by call, with the code %s', async (code) => {
    const { sandbox } = await rig({ keys });
    await clientFor(sandbox, 'a').responses.create(ask);
    sandbox.exhaust('org', code);
    const isHardLimit = code === 'billing_hard_limit_reached';
    const error = await refusal(clientFor(sandbox, 'b').responses.create(ask));
    expect(error).toMatchObject({ status: isHardLimit ? 400 : 429, code });
    await clientFor(sandbox, 'c').responses.create(ask);
    expect(sandbox.report().violations.total).toBe(0);
  });

  it('is of groups that exist', async () => {
    const { sandbox } = await rig({ keys });
    expect(() => sandbox.exhaust('orgs')).toThrow('There is no group "orgs"; the groups are org, other.');
    await expect(rig({ keys, groups: { orgs: {} } })).rejects.toThrow('There is no group "orgs"');
  });
});
