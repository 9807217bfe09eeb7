import { resource } from '@phasegraph/engine';
import type { CallScope, Resource, ResourceDeclaration } from '@phasegraph/engine';
import type { VirtualClock } from '@phasegraph/engine/testing';

/** A call as the test wants it to go. */
export interface PaidCall {
  readonly worstUsd: number | undefined;
  /** What it costs in the end; `undefined` when nobody knows. */
  readonly usd: number | undefined;
  readonly durationMs?: number;
  readonly error?: Error;
}

/** A client whose calls cost what the test says, in virtual time. */
export interface PaidClient {
  call(how: PaidCall): Promise<void>;
}

export const paid: ResourceDeclaration<'paid', PaidClient> = resource<'paid', PaidClient>('paid');

/** What stands behind it, and what was charged for calls that began. */
export function paidResource(clock: VirtualClock): Resource<PaidClient> & { readonly charged: number[] } {
  const charged: number[] = [];
  return { charged, connect: (scope) => ({ call: (how) => pay(scope, how, clock, charged) }) };
}

async function pay(
  scope: CallScope,
  { worstUsd, usd, durationMs = 1, error }: PaidCall,
  clock: VirtualClock,
  charged: number[],
): Promise<void> {
  const hold = await scope.budget?.admit(worstUsd, 'the model');
  let outcome: 'answered' | 'failed' | 'aborted' = 'failed';
  try {
    await clock.sleep(durationMs, scope.signal);
    if (error !== undefined) throw error;
    outcome = 'answered';
  } catch (thrown) {
    if (scope.signal.aborted) outcome = 'aborted';
    throw thrown;
  } finally {
    // The provider charges for what was sent, whether somebody waited for the answer or not.
    charged.push(usd ?? worstUsd ?? 0);
    hold?.charge(outcome === 'aborted' ? undefined : usd);
    hold?.release();
    scope.report({
      resource: 'paid',
      keyId: 'first',
      target: 'the model',
      queuedMs: 0,
      durationMs,
      outcome,
      ...(outcome !== 'aborted' && usd !== undefined && { usd }),
    });
  }
}
