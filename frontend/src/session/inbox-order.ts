import type { ConversationView } from '@agentic-service-bot/protocol';

type Priority = NonNullable<ConversationView['priority']>;

const RANK: ReadonlyMap<Priority | undefined, number> = new Map([
  ['dedicated', 0],
  ['priority', 1],
  ['standard', 2],
]);

/** The inbox's order: those who wait for a person first, by support priority, then who has waited longest. */
export function compareInInbox(a: ConversationView, b: ConversationView): number {
  const aWaits = a.status === 'waiting';
  const bWaits = b.status === 'waiting';
  if (aWaits !== bWaits) return aWaits ? -1 : 1;
  if (!aWaits) return Date.parse(b.updatedAt) - Date.parse(a.updatedAt);
  const byPriority = (RANK.get(a.priority) ?? RANK.size) - (RANK.get(b.priority) ?? RANK.size);
  return byPriority || waitingSince(a) - waitingSince(b);
}

const waitingSince = (view: ConversationView): number => Date.parse(view.waitingSince ?? view.updatedAt);
