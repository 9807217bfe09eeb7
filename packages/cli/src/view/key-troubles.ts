import type { KeyChange } from '@phasegraph/engine';

/** What is wrong with API keys: they are done for, or what is called through them fails at the moment. */
export type KeyTrouble = Exclude<KeyChange, { readonly status: 'recovered' }>;

/** Takes what became of keys into what is wrong with them. */
export function foldKeyTroubles(troubles: readonly KeyTrouble[], change: KeyChange): readonly KeyTrouble[] {
  // What fails through a key is settled when it answers again, fails anew, or the key is called no more.
  const others = troubles.filter((trouble) => trouble.status === 'retired' || !concerns(change, trouble));
  return change.status === 'recovered' ? others : [...others, change];
}

function concerns(change: KeyChange, { keyIds, target }: KeyTrouble): boolean {
  const isSameTarget = change.target === undefined || change.target === target;
  return isSameTarget && keyIds.every((id) => change.keyIds.includes(id));
}
