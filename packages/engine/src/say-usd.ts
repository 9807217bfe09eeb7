/** An amount of US dollars for people: to the cent, and smaller ones to the first digits that say something. */
export function sayUsd(usd: number): string {
  if (usd === 0) return '$0.00';
  if (usd < 0.0001) return 'under $0.0001';
  return usd < 1 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;
}

/** An amount for people that is enough as it stands: a little less would not do. */
export function sayUsdUp(usd: number): string {
  // Without the digits that adding up has left: 0.1 + 0.2 is no more than 0.3.
  return `$${(Math.ceil(Number((usd * 10_000).toFixed(3))) / 10_000).toFixed(4)}`;
}
