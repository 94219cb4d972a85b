import { countingIds, ManualClock } from '@agentic-service-bot/bot/testing';
import type { ConversationState, LogEntry } from '@agentic-service-bot/bot/ports';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../sqlite/store.ts';

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agentic-service-bot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store of the test's own, in memory unless a path is given. */
export function testStore(path = ':memory:'): { readonly store: Store; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const store = openStore({ path, now: clock.now, id: countingIds() });
  onTestFinished(() => {
    if (store.database.isOpen) store.close();
  });
  return { store, clock };
}

/** A conversation's state, as a customer of that id begins it. */
export const stateOf = (customerId: string, more: Partial<ConversationState> = {}): ConversationState => ({
  customerId,
  title: 'Lights',
  status: 'bot',
  priority: 'standard',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  unanswered: [],
  ...more,
});

/** An entry of a log that says that the status changed. */
export const entryOf = (conversationId: string, seq: number, customerId = 'ann'): LogEntry => ({
  conversationId,
  seq,
  at: '2026-01-01T00:00:00.000Z',
  frames: [{ type: 'conversation' }],
  state: stateOf(customerId),
});
