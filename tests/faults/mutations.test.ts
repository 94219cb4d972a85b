/** Faults seeded into the bot, each of which the crash points must find. */
import type { Bot } from '@agentic-service-bot/bot';
import { lastSeq, type LedgerRecord, type LogEntry, type Ports } from '@agentic-service-bot/bot/ports';
import type { ClientFrame } from '@agentic-service-bot/protocol';
import type * as Ai from 'ai';
import { beforeEach, expect, test, vi } from 'vitest';
import { crashPoints, play, playCrashing } from './crash-points.ts';
import type { Violation } from './invariants.ts';
import { scenarios } from './scenarios/index.ts';
import type { Mutation } from './stage.ts';
import { inMemory, type World } from './world.ts';

const seeded = vi.hoisted(() => ({ callsAtOnce: false }));

vi.mock('ai', async (importOriginal) => {
  const ai = await importOriginal<typeof Ai>();
  const generateText: typeof ai.generateText = (options) =>
    ai.generateText({ ...options, ...(seeded.callsAtOnce ? { toolCallConcurrency: 16 } : {}) });
  return { ...ai, generateText };
});

beforeEach(() => {
  seeded.callsAtOnce = false;
});

/** The first violations that a mutation leads to: without a crash, then with one at each use of that port. */
async function found(name: string, mutation: Mutation, use?: string): Promise<readonly Violation[]> {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}.`);
  const { callsAtOnce } = seeded;
  seeded.callsAtOnce = false;
  const undisturbed = await play(scenario, inMemory);
  expect(undisturbed.violations).toEqual([]);
  seeded.callsAtOnce = callsAtOnce;
  const points = crashPoints(undisturbed.steps).filter(({ step }) => undisturbed.steps[step] === use);
  const crashes = [[], ...points.map((crash) => [crash])];
  for (const crash of crashes) {
    const violations = await playCrashing(scenario, inMemory, undisturbed, crash, mutation);
    if (violations.length > 0) return violations;
  }
  return [];
}

const kinds = (violations: readonly Violation[]) => violations.map(({ kind }) => kind);

test('the intent is not written', async () => {
  const ports = (right: Ports): Ports => {
    const intended = new Map<string, LedgerRecord>();
    const keyOf = ({ turn, step, call }: Pick<LedgerRecord, 'turn' | 'step' | 'call'>) =>
      `${turn}/${step}/${call}`;
    return {
      ...right,
      ledger: {
        intend: async (record) => {
          if (record.outcome !== undefined) return right.ledger.intend(record);
          intended.set(keyOf(record), record);
          return record;
        },
        settle: async (key, settlement, settledAt) => {
          const record = intended.get(keyOf(key));
          if (record === undefined) throw new Error('Nothing was intended.');
          return right.ledger.intend({ ...record, ...settlement, settledAt });
        },
        ofConversation: (...args) => right.ledger.ofConversation(...args),
      },
    };
  };
  expect(kinds(await found('send_letter', { ports }, 'objects.write'))).toContain('doubled');
});

test('what is said to be stored is stored a little later', async () => {
  const ports = (right: Ports): Ports => {
    let waiting: LogEntry | undefined;
    const flush = async () => {
      const entry = waiting;
      waiting = undefined;
      if (entry !== undefined) await right.log.append(entry);
    };
    const afterFlush = async <T>(read: () => Promise<T>): Promise<T> => {
      await flush();
      return read();
    };
    return {
      ...right,
      log: {
        append: async (entry) => {
          await flush();
          waiting = entry;
          return 'appended';
        },
        last: (id) => afterFlush(() => right.log.last(id)),
        after: (...args) => afterFlush(() => right.log.after(...args)),
        messages: (...args) => afterFlush(() => right.log.messages(...args)),
      },
    };
  };
  expect(kinds(await found('device_info', { ports }, 'connections.send'))).toContain('lost');
});

test('the log is appended to without the condition', async () => {
  const ports = (right: Ports): Ports => ({
    ...right,
    log: {
      append: async (entry) => {
        const last = await right.log.last(entry.conversationId);
        return right.log.append({ ...entry, seq: last === undefined ? 1 : lastSeq(last) + 1 });
      },
      last: (...args) => right.log.last(...args),
      after: (...args) => right.log.after(...args),
      messages: (...args) => right.log.messages(...args),
    },
  });
  expect(kinds(await found('a message during the reply', { ports }))).toContain('lost');
});

test('the calls of a message run at once', async () => {
  seeded.callsAtOnce = true;
  expect(kinds(await found('send_letter twice', {}))).toContain('lost');
});

test('a client is trusted about which approval it answers', async () => {
  const bot = (right: Bot, world: World): Bot => ({
    ...right,
    receive: (connectionId, identity, text) => {
      const frame = JSON.parse(text) as ClientFrame;
      if (frame.action !== 'approve') return right.receive(connectionId, identity, text);
      const approvalId = world.seen.last.get(frame.conversationId)?.state.approval?.id ?? frame.approvalId;
      return right.receive(connectionId, identity, JSON.stringify({ ...frame, approvalId }));
    },
  });
  // The forged yes has removed the hall light.
  const [violation] = await found('approval: forged', { bot });
  expect(violation).toMatchObject({
    kind: 'lost',
    what: expect.stringContaining('effects differ') as string,
  });
});

test('nobody rings after a message was stored', async () => {
  const ports = (right: Ports): Ports => ({ ...right, inbox: { ring: () => Promise.resolve() } });
  expect(kinds(await found('device_info', { ports }))).toContain('lost');
});
