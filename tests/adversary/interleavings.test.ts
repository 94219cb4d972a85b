import type { Ports } from '@agentic-service-bot/bot/ports';
import { lastSeq } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Violation } from '../faults/invariants.ts';
import { tallied } from '../faults/tally.ts';
import { PATIENCE_MS, report, runs } from './support/effort.ts';
import { races, run, scheduler } from './support/interleaving.ts';

let tried = 0;
let steps = 0;

test(
  'however the steps of two sockets, an operator and two workers fall together, one of whom may die, all is as it should be',
  { timeout: PATIENCE_MS },
  async ({ task }) => {
    const violations: Violation[][] = [];
    await fc.assert(
      fc.asyncProperty(scheduler, races, async (s, race) => {
        const found = await run(race, s);
        tried++;
        violations.push(found.map((what) => ({ kind: 'broken', what })));
        tallied(task, 'interleavings', { runs: tried, violations });
        steps += s.report().length;
        expect(found).toEqual([]);
      }),
      { numRuns: runs(60, 3_000), includeErrorInReport: true },
    );
  },
);

/** A log that appends at the next number whatever the writer knew of. */
const withoutCondition = (ports: Ports): Ports => ({
  ...ports,
  log: {
    append: async (entry) => {
      const last = await ports.log.last(entry.conversationId);
      return ports.log.append({ ...entry, seq: last === undefined ? 1 : lastSeq(last) + 1 });
    },
    last: (...args) => ports.log.last(...args),
    after: (...args) => ports.log.after(...args),
    messages: (...args) => ports.log.messages(...args),
  },
});

test('a log that appends without its condition is found out, and the trace says who did what when', async () => {
  const race = { laptop: ['up'], phone: ['talk'], operator: ['takeOver'], diesAfter: undefined } as const;
  const property = fc.asyncProperty(scheduler, async (s) => {
    expect(await run(race, s, { portsFor: withoutCondition })).toEqual([]);
  });
  const details = await fc.check(property, { numRuns: 100, seed: 1 });
  expect(details.failed).toBe(true);
  expect(fc.defaultReportMessage(details)).toMatch(/operator: log\.append \d+ \[conversation\] resolved/u);
});

afterAll(() => report('interleavings', { runs: tried, steps }));
