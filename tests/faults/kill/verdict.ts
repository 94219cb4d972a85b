import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { createBot } from '@agentic-service-bot/bot';
import type { LogEntry } from '@agentic-service-bot/bot/ports';
import { memoryPorts, scriptedModel } from '@agentic-service-bot/bot/testing';
import { openStore, type Store } from '@agentic-service-bot/local';
import { smartHome } from '@agentic-service-bot/smart-home';
import { conversationFaults, type Violation } from '../invariants.ts';
import { entriesOf, recordsOf } from '../snapshot.ts';
import { SPEAKER, type Life } from './life.ts';

const RINGS = 3;

/** Looks at what a life left on disk, after rings that must find nothing to do. */
export async function verdictOn(life: Life): Promise<Violation[]> {
  const now = (): Date => new Date();
  const store = openStore({ path: life.database, now, id: randomUUID });
  try {
    const conversations = store.database
      .prepare('SELECT DISTINCT conversation_id AS id FROM entries')
      .all()
      .map(({ id }) => String(id));
    const left = await everything(store, conversations);
    const asked = await ringAgain(store, conversations, now);
    const found: Violation[] = [];
    if (asked > 0 || !isDeepStrictEqual(await everything(store, conversations), left))
      found.push({ kind: 'lost', what: 'Something was left undone until it rang again.' });
    for (const [id, messages] of life.accepted) {
      const entries = await entriesOf(store, id);
      found.push(...conversationFaults(entries, await recordsOf(store, id), [...messages]));
      found.push(...unsettledCalls(entries));
    }
    return [...found, ...(await effects(store, life))];
  } finally {
    store.close();
  }
}

const everything = async (store: Store, conversations: readonly string[]) =>
  Promise.all(
    conversations.map(async (id) => [await entriesOf(store, id), await recordsOf(store, id)] as const),
  );

/** Rings everywhere. Returns how often a model was asked. */
async function ringAgain(store: Store, conversations: readonly string[], now: () => Date): Promise<number> {
  const model = scriptedModel(() => [{ text: 'There was nothing to say.' }]);
  const ports = { ...memoryPorts({ now, id: randomUUID }), ...store };
  await store.leases.clear();
  const bot = createBot({ service: smartHome, models: [model], ports, worker: 'verdict' });
  for (let ring = 0; ring < RINGS; ring++)
    for (const id of conversations) await bot.work(id, new AbortController().signal);
  return model.asked.length;
}

/** Each call of a stored message was shown with what became of it: a model's history has its result. */
function unsettledCalls(entries: readonly LogEntry[]): Violation[] {
  const begun = new Map<string, string>();
  for (const { frames } of entries) {
    for (const frame of frames) {
      if (frame.type !== 'chunk') continue;
      const { chunk } = frame;
      if (chunk.type === 'tool-input-available') begun.set(chunk.toolCallId, chunk.toolName);
      if ('toolCallId' in chunk && chunk.type.startsWith('tool-output-')) begun.delete(chunk.toolCallId);
    }
  }
  return [...begun.values()].map((action) => ({
    kind: 'lost',
    what: `${action} was called, and nothing came of it.`,
  }));
}

/** Effects are what was asked for: each once. */
async function effects(store: Store, { expected }: Life): Promise<Violation[]> {
  const found: Violation[] = [];
  const compare = (what: string, is: number, wanted: number): void => {
    if (is !== wanted)
      found.push({ kind: is > wanted ? 'doubled' : 'lost', what: `${what} is ${is}, not ${wanted}.` });
  };
  for (const [customerId, wanted] of expected.volumes) {
    const speaker = await store.objects.get(customerId, 'device', SPEAKER);
    const state = speaker?.data['state'] as { readonly volume: number };
    compare(`The volume of ${customerId}`, state.volume, wanted);
  }
  for (const [customerId, wanted] of expected.levels) {
    const level = (await store.customers.get(customerId))?.level;
    if (level !== wanted)
      found.push({ kind: 'forbidden', what: `${customerId} is on ${level ?? 'nothing'}, not ${wanted}.` });
  }
  const bills = store.database.prepare('SELECT count(*) AS count FROM billing').get();
  compare('The number of plans changed', Number(bills?.['count']), expected.plansChanged);
  return found;
}
