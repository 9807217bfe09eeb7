/** A price as a machine reads it. */
export interface Price {
  /** In whole units of the currency: 4.8. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
  /** Whether the amount is only the lowest. */
  readonly from: boolean;
  /** Whether value added tax is in it; null when the words do not say. */
  readonly taxIncluded: boolean | null;
}

/**
 * Reads a price from the words of a brief ("£4.80", "from £950", "1.250,00 €"); `unit` may speak of the tax.
 * Null for words without a single amount and currency: a machine must not be told more than the words say.
 */
export function readPrice(text: string, unit = ''): Price | null {
  const amounts = [...text.matchAll(/\d+(?:[.,'\u00a0 ]\d{3})*(?:[.,]\d{1,2})?(?!\d)/g)].map(
    ([digits]) => digits,
  );
  const currency = currencyOf(text);
  const [digits] = amounts;
  if (digits === undefined || amounts.length !== 1 || currency === null) return null;
  const words = `${text} ${unit}`.toLowerCase();
  return {
    amount: amountOf(digits),
    currency,
    from: /\b(from|ab|à partir de|desde|da|vanaf)\b/.test(words),
    taxIncluded: /\b(plus|excluding|excl\.?|\+) ?vat\b/.test(words)
      ? false
      : /\b(including|incl\.?|with) ?vat\b/.test(words)
        ? true
        : null,
  };
}

/** The last mark before one or two digits at the end divides the pence; every other mark groups thousands. */
function amountOf(digits: string): number {
  const pence = /[.,](\d{1,2})$/.exec(digits);
  const whole = (pence ? digits.slice(0, pence.index) : digits).replace(/\D/g, '');
  return Number(`${whole}.${pence?.[1] ?? '0'}`);
}

function currencyOf(text: string): string | null {
  const code = /\b(GBP|EUR|USD|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|JPY)\b/.exec(text)?.[1];
  if (code !== undefined) return code;
  const sign = /[£€$¥]/.exec(text)?.[0];
  return sign === undefined ? null : (currencyOfSign[sign] ?? null);
}

const currencyOfSign: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'JPY' };
