import { TTL_ATTRIBUTE } from '../tables.ts';
import type { Item } from './table.ts';

/** The attribute by which what is written now ends by itself; none where it is kept for ever. */
export type Retention = () => Item;

const DAY_SECONDS = 24 * 60 * 60;

/** A time as time-to-live takes it: whole seconds, none too early. */
export const endsAt = (time: Date): Item => ({ [TTL_ATTRIBUTE]: Math.ceil(time.getTime() / 1_000) });

/** Keeps what is written for that many days; undefined: for ever. */
export const retention =
  (days: number | undefined, now: () => Date): Retention =>
  () =>
    days === undefined ? {} : endsAt(new Date(now().getTime() + days * DAY_SECONDS * 1_000));
