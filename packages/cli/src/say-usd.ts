/** An amount of US dollars for people: to the cent, and smaller ones to the first digits that say something. */
export function sayUsd(usd: number): string {
  if (usd === 0) return '$0.00';
  if (usd < 0.0001) return 'under $0.0001';
  return usd < 1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}
