import { lastSeq, type Log, type LogEntry } from '@agentic-service-bot/bot/ports';
import fc from 'fast-check';
import { expect } from 'vitest';
import { contract, type Checks } from './contract.ts';
import { anyJson, AWKWARD_JSON, entry, frame, fresh, state, wholeMessage } from './samples.ts';

const frames = (count: number) => Array.from({ length: count }, (_, index) => frame(index));

/** Appends entries of those sizes, each at its number. */
async function fill(log: Log, conversationId: string, sizes: readonly number[]): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  let seq = 1;
  for (const size of sizes) {
    const next = entry(conversationId, seq, { frames: frames(size) });
    expect(await log.append(next)).toBe('appended');
    entries.push(next);
    seq += size;
  }
  return entries;
}

async function appendAtEnd(log: Log, conversationId: string, data: string, size: number): Promise<number> {
  for (let tries = 1; ; tries++) {
    const last = await log.last(conversationId);
    const seq = last === undefined ? 1 : lastSeq(last) + 1;
    const next = entry(conversationId, seq, { frames: [frame(data), ...frames(size - 1)] });
    if ((await log.append(next)) === 'appended') return tries;
  }
}

export const logChecks = {
  'counts frames from 1, by one': async ({ port: log }) => {
    const entries = await fill(log, 'cv', [1, 3, 2]);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 5]);
    expect(await log.last('cv')).toEqual(entries[2]);
    expect(await log.after('cv', 0, 100)).toEqual(entries);
  },

  'has nothing of a conversation that does not exist': async ({ port: log }) => {
    expect(await log.last('cv')).toBeUndefined();
    expect(await log.after('cv', 0, 10)).toEqual([]);
    expect(await log.messages('cv', undefined, 10)).toEqual([]);
  },

  'writes nothing at a number that is not the next': async ({ port: log }) => {
    for (const seq of [0, 2, 7]) expect(await log.append(entry('cv', seq))).toBe('taken');
    expect(await log.last('cv')).toBeUndefined();
    const entries = await fill(log, 'cv', [2, 2]);
    for (const seq of [1, 2, 3, 4, 6]) {
      expect(await log.append(entry('cv', seq, { frames: [frame('late')] }))).toBe('taken');
    }
    expect(await log.after('cv', 0, 100)).toEqual(entries);
  },

  'gives each number to one of those who race for it': async ({ port: log }) => {
    for (let seq = 1; seq <= 5; seq++) {
      const rivals = Array.from({ length: 12 }, (_, index) => entry('cv', seq, { frames: [frame(index)] }));
      const results = await Promise.all(rivals.map((rival) => log.append(rival)));
      expect(results.filter((result) => result === 'appended')).toHaveLength(1);
      expect(await log.last('cv')).toEqual(rivals[results.indexOf('appended')]);
    }
    expect(await log.after('cv', 0, 100)).toHaveLength(5);
  },

  'has no gap after racing writers, and every write once': async ({ port: log }) => {
    const writers = ['a', 'b', 'c'];
    const writes = writers.map(async (writer) => {
      for (let n = 0; n < 30; n++) await appendAtEnd(log, 'cv', `${writer}${n}`, (n % 3) + 1);
    });
    await Promise.all(writes);
    const entries = await log.after('cv', 0, 1_000);
    let next = 1;
    for (const found of entries) {
      expect(found.seq).toBe(next);
      next = lastSeq(found) + 1;
    }
    const seen = entries.map(({ frames: [first] }) => JSON.stringify(first));
    const expected = writers.flatMap((writer) =>
      Array.from({ length: 30 }, (_, n) => JSON.stringify(frame(`${writer}${n}`))),
    );
    expect(seen.toSorted()).toEqual(expected.toSorted());
  },

  'keeps an entry as it is': async ({ port: log }) => {
    const usage = [{ model: 'test/scripted', inputTokens: 1, outputTokens: 1, cachedTokens: 0, ms: 3 }];
    const message = { ...wholeMessage(1), usage };
    const awkward = entry('cv', 1, {
      frames: [frame(AWKWARD_JSON), { type: 'conversation' }],
      state: state({ title: '\ud800 “Küche”', unanswered: ['m_1', ''] }),
      message,
      digest: {
        through: 0,
        exchanges: [{ on: '2026-05-04', customer: '“Hi”' }],
        dropped: 1,
        done: [['power', 2]],
      },
      step: {
        messageId: 'm_1',
        index: 0,
        content: [{ type: 'tool-call', toolCallId: 'x', toolName: 'y', input: '{"z": 1}' }],
        finishReason: { unified: 'tool-calls', raw: 'tool_use' },
        spent: { inputTokens: 1, outputTokens: 1, cachedTokens: 0, dollars: 0.000_05, ms: 3 },
        model: 'test/scripted',
      },
    });
    await log.append(awkward);
    expect(await log.last('cv')).toEqual(awkward);
    expect(await log.messages('cv', undefined, 1)).toEqual([{ seq: 1, ...message }]);
    await fc.assert(
      fc.asyncProperty(anyJson, async (json) => {
        const id = fresh('cv');
        await log.append(entry(id, 1, { frames: [frame(json)] }));
        expect(await log.last(id)).toEqual(entry(id, 1, { frames: [frame(json)] }));
      }),
      { numRuns: 40 },
    );
  },

  'keeps an entry from those who have it': async ({ port: log }) => {
    const data = { power: 'on' };
    await log.append(entry('cv', 1, { frames: [frame(data)] }));
    data.power = 'off';
    expect((await log.last('cv'))?.frames).toEqual([frame({ power: 'on' })]);
  },

  'reads on after any number, in order, up to a limit': async ({ port: log }) => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(40), fc.integer({ min: 1, max: 15 }), async (lengths, seq, limit) => {
        const id = fresh('cv');
        const entries = await fill(log, id, lengths);
        const expected = entries.filter((item) => lastSeq(item) > seq).slice(0, limit);
        expect(await log.after(id, seq, limit)).toEqual(expected);
      }),
      // Between two entries, and within one.
      {
        numRuns: 25,
        examples: [
          [[1, 1], 1, 15],
          [[3, 2], 2, 15],
        ],
      },
    );
  },

  'reads whole messages from the newest back, the later version of each first': async ({ port: log }) => {
    const completes = [1, undefined, 2, 3, 2, undefined, 6, 2];
    const entries = completes.map((from, index) =>
      entry('cv', index + 1, from === undefined ? {} : { message: wholeMessage(from) }),
    );
    for (const item of entries) await log.append(item);
    const seqs = async (before: number | undefined, limit: number, after?: number) =>
      (await log.messages('cv', before, limit, after)).map(({ seq }) => seq);
    expect(await seqs(undefined, 100)).toEqual([7, 4, 8, 5, 3, 1]);
    expect(await seqs(undefined, 3)).toEqual([7, 4, 8]);
    expect(await seqs(3, 100)).toEqual([8, 5, 3, 1]);
    expect(await seqs(2, 100)).toEqual([1]);
    expect(await seqs(1, 100)).toEqual([]);
    expect(await seqs(undefined, 100, 1)).toEqual([7, 4, 8, 5, 3]);
    expect(await seqs(undefined, 2, 2)).toEqual([7, 4]);
    expect(await seqs(6, 100, 2)).toEqual([4]);
    expect(await seqs(3, 100, 2)).toEqual([]);
    expect(await seqs(undefined, 100, 6)).toEqual([]);
    expect(await seqs(2, 100, 2)).toEqual([]);
  },

  'keeps conversations apart': async ({ port: log }) => {
    const ids = ['a', 'A', 'a/b', 'a#b', 'a ', 'ä'];
    for (const id of ids) expect(await log.append(entry(id, 1))).toBe('appended');
    for (const id of ids) expect(await log.after(id, 0, 10)).toEqual([entry(id, 1)]);
  },

  'has what was appended for whoever opens it next': async ({ port: log, reopen }) => {
    const entries = await fill(log, 'cv', [1, 2]);
    const again = await reopen();
    expect(await again.after('cv', 0, 10)).toEqual(entries);
    expect(await again.append(entry('cv', 3))).toBe('taken');
    expect(await again.append(entry('cv', 4))).toBe('appended');
    expect((await log.last('cv'))?.seq).toBe(4);
  },
} satisfies Checks<Log>;

export const logContract = contract<Log, keyof typeof logChecks>('log', logChecks);
