import * as z from 'zod';

const TIME_ZONE = 'send an IANA name such as Europe/Berlin, or leave it out';
const LOCALE = 'send a BCP 47 tag such as en-GB, or leave it out';

/** An IANA time zone that this runtime knows. */
export const timeZone = z
  .string(TIME_ZONE)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, { error: TIME_ZONE, abort: true })
  .refine(isKnown, TIME_ZONE)
  .meta({ description: 'An IANA time zone', examples: ['Europe/Berlin'] });

/** A BCP 47 language tag. */
export const locale = z
  .string(LOCALE)
  .max(64, { error: LOCALE, abort: true })
  .refine(isWellFormed, LOCALE)
  .meta({ description: 'A BCP 47 language tag', examples: ['en-GB'] });

function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isWellFormed(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
