import type { UsageFigures } from './usage-figures.ts';

/** The words around the numbers are English. */
const LOCALE = 'en';
const COUNT = new Intl.NumberFormat(LOCALE);
const SECONDS = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const MONEY = { style: 'currency', currency: 'USD' } as const;
const DOLLARS = new Intl.NumberFormat(LOCALE, MONEY);
/** A reply costs parts of a cent: rounded to cents it would be nothing. */
const PARTS = new Intl.NumberFormat(LOCALE, { ...MONEY, maximumSignificantDigits: 2 });

/** `3,204 in (1,200 cached), 210 out`. */
export function tokensInWords({ inputTokens, cachedTokens, outputTokens }: UsageFigures): string {
  const cached = cachedTokens === 0 ? '' : ` (${COUNT.format(cachedTokens)} cached)`;
  return `${COUNT.format(inputTokens)} in${cached}, ${COUNT.format(outputTokens)} out`;
}

/** `$0.0034`; says so where the price is not known, of some or of all. */
export function costInWords({ dollars, unpriced }: UsageFigures): string {
  if (dollars === undefined) return 'not known';
  const known = dollars === 0 ? 'free' : (dollars < 1 ? PARTS : DOLLARS).format(dollars);
  return unpriced ? `${known} and more: not every price is known` : known;
}

/** `usually 0.8 s, at most 2.1 s`. */
export function waitInWords({ firstTokenMs }: UsageFigures): string {
  const usual = firstTokenMs[Math.floor((firstTokenMs.length - 1) / 2)];
  const longest = firstTokenMs.at(-1);
  if (usual === undefined || longest === undefined) return 'not known';
  if (firstTokenMs.length === 1) return time(usual);
  return `usually ${time(usual)}, at most ${time(longest)}`;
}

/** A time in milliseconds: `80 ms`, `2.1 s`. */
export const time = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${SECONDS.format(ms / 1_000)} s`;
