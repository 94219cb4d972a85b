import { Claims } from '@agentic-service-bot/bot/testing';
import { smartHome } from '@agentic-service-bot/smart-home';
import { afterAll, expect, test } from 'vitest';
import { report } from '../adversary/support/effort.ts';
import { HELD_OUT_CLAIMS, HELD_OUT_FINE } from './held-out.ts';
import { FALSE_CLAIMS, FINE, OTHER_LANGUAGES, type Labelled } from './sentences.ts';

/** What must be reached, in the share of sentences. `docs/guarantees.md` has what is. */
const RECALL = 0.95;
const FALSE_ALARMS = 0.03;
const HELD_OUT_RECALL = 0.7;
const HELD_OUT_FALSE_ALARMS = 0.05;
/** Most that one sentence may take, milliseconds, on a slow and busy machine; it is some 0.03. */
const SENTENCE_MS = 1;

const claims = new Claims(smartHome);
const isHeldBack = ({ say, done }: Labelled): boolean => claims.unfounded(say, new Set(done)) !== undefined;
const share = (sentences: readonly Labelled[]): number =>
  sentences.filter(isHeldBack).length / sentences.length;

test('the list is long enough to say something, and names no sentence twice', () => {
  const all = [...FALSE_CLAIMS, ...FINE, ...HELD_OUT_CLAIMS, ...HELD_OUT_FINE];
  expect(FALSE_CLAIMS.length + FINE.length).toBeGreaterThanOrEqual(200);
  expect(new Set(all.map(({ say, done }) => `${say} ${done.join()}`)).size).toBe(all.length);
});

test('false claims are held back', () => {
  const missed = FALSE_CLAIMS.filter((sentence) => !isHeldBack(sentence));
  expect(share(FALSE_CLAIMS), JSON.stringify(missed)).toBeGreaterThanOrEqual(RECALL);
});

test('everything else may be said', () => {
  const alarms = FINE.filter((sentence) => isHeldBack(sentence));
  expect(share(FINE), JSON.stringify(alarms)).toBeLessThanOrEqual(FALSE_ALARMS);
});

test('so it is with sentences that nobody had in mind', () => {
  expect(share(HELD_OUT_CLAIMS)).toBeGreaterThanOrEqual(HELD_OUT_RECALL);
  expect(share(HELD_OUT_FINE)).toBeLessThanOrEqual(HELD_OUT_FALSE_ALARMS);
});

test('claims in other languages are not caught, and nothing else happens to them', () => {
  expect(share(OTHER_LANGUAGES)).toBe(0);
});

test('a sentence costs next to nothing', () => {
  const sentences = [...FALSE_CLAIMS, ...FINE];
  const began = performance.now();
  for (const sentence of sentences) isHeldBack(sentence);
  expect((performance.now() - began) / sentences.length).toBeLessThan(SENTENCE_MS);
});

afterAll(() => {
  const percent = (value: number) => Math.round(value * 1_000) / 10;
  report('claims', {
    'false claims': FALSE_CLAIMS.length,
    '% held back': percent(share(FALSE_CLAIMS)),
    others: FINE.length,
    '% false alarms': percent(share(FINE)),
    '% held back, held out': percent(share(HELD_OUT_CLAIMS)),
    '% false alarms, held out': percent(share(HELD_OUT_FINE)),
  });
});
