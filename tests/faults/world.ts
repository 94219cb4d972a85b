import { countingIds, ManualClock, memoryPorts, MemoryConnections } from '@agentic-service-bot/bot/testing';
import type { LogEntry, Ports, Timer } from '@agentic-service-bot/bot/ports';
import type { Worlds } from './worlds.ts';

/** What outlives every process: the stores, the clock, and what the world outside has seen. */
export interface World {
  readonly ports: Ports;
  readonly clock: ManualClock;
  readonly connections: MemoryConnections;
  readonly seen: Seen;
}

/** What the stores were told, as they themselves would tell it. */
export class Seen {
  /** Conversations that ring, with how often they have been rung. */
  readonly bell = new Map<string, number>();
  /** Every conversation that there is. */
  readonly conversations = new Set<string>();
  readonly timers = new Map<string, Timer>();
  /** References of all changes of a plan that billing has on record. */
  readonly bills = new Set<string>();
  /** `<reply>/<index>` of each message of a model that is in the log. */
  readonly steps = new Set<string>();
  /** The last entry of each conversation. */
  readonly last = new Map<string, LogEntry>();
}

/** A world on these stores, with sockets and a clock in memory. */
export function worldOn(stores: Partial<Ports>, clock: ManualClock, id: () => string): World {
  const connections = new MemoryConnections();
  const base: Ports = { ...memoryPorts({ now: clock.now, id }), ...stores, connections };
  const seen = new Seen();
  const { log, inbox, billing, scheduler } = base;
  return {
    clock,
    connections,
    seen,
    ports: {
      ...base,
      log: {
        append: async (entry) => {
          const result = await log.append(entry);
          if (result === 'appended') {
            if (entry.step !== undefined) seen.steps.add(`${entry.step.messageId}/${entry.step.index}`);
            seen.last.set(entry.conversationId, entry);
            seen.conversations.add(entry.conversationId);
          }
          return result;
        },
        last: (...args) => log.last(...args),
        after: (...args) => log.after(...args),
        messages: (...args) => log.messages(...args),
      },
      inbox: {
        ring: async (conversationId) => {
          await inbox.ring(conversationId);
          seen.bell.set(conversationId, (seen.bell.get(conversationId) ?? 0) + 1);
        },
      },
      billing: {
        changePlan: async (...args) => {
          const record = await billing.changePlan(...args);
          seen.bills.add(record.reference);
          return record;
        },
        find: (...args) => billing.find(...args),
      },
      scheduler: {
        set: async (timer) => {
          await scheduler.set(timer);
          seen.timers.set(`${timer.customerId}/${timer.id}`, timer);
        },
        cancel: async (customerId, id_) => {
          await scheduler.cancel(customerId, id_);
          seen.timers.delete(`${customerId}/${id_}`);
        },
      },
    },
  };
}

/** A world that is in memory altogether. */
export const inMemory: Worlds['open'] = async () => worldOn({}, new ManualClock(), countingIds());

/** Worlds that are in memory altogether. */
export const memoryWorlds = async (): Promise<Worlds> => ({ open: inMemory, close: () => Promise.resolve() });
