import { InvalidArgumentError } from 'commander';

/** Reads `status-500=0.02,slow-drip=0.05`: the share of calls that each fault befalls. */
export function faultRates(text: string): Readonly<Record<string, number>> {
  const rates = text.split(',').map((part): [string, number] => {
    const [name = '', rate = '', ...more] = part.split('=').map((side) => side.trim());
    if (name === '' || rate === '' || more.length > 0 || !Number.isFinite(Number(rate))) {
      throw new InvalidArgumentError('List faults with their rates: status-500=0.02,slow-drip=0.05.');
    }
    return [name, Number(rate)];
  });
  return Object.fromEntries(rates);
}
