import { join } from 'node:path';
import type { Start } from './child.ts';
import { CustomerSocket } from './customer-socket.ts';
import { CUSTOMER } from './dialogue.ts';
import { StackProcess } from './stack-process.ts';

/** A stack whose process runs. */
export interface Running {
  readonly process: StackProcess;
  /** Says something in a conversation, and waits for the whole reply. @throws Error when the process dies */
  say(conversation: string, text: string): Promise<string>;
  /**
   * After a death: has it go on with what it was at, the way its documentation says.
   *
   * @returns what the customer was told; undefined if the stack offers no way
   */
  resume(conversation: string): Promise<string | undefined>;
  /** Whether a person was asked to see to it. */
  isPersonCalled(): boolean;
  /** Between two messages. */
  pause(): Promise<void>;
}

/** What is compared. */
export interface Stack {
  readonly name: string;
  /** Where it is installed, and the workspace of it that runs. */
  readonly folder: string;
  readonly workspace?: string;
  start(start: Start): Promise<Running>;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** The stack of a folder's `peer.ts`, asked by messages between processes. */
export function peer(name: string, folder: string): Stack {
  return {
    name,
    folder,
    start: async (start) => {
      const process = await StackProcess.start(join(folder, 'peer.ts'), start);
      return {
        process,
        say: async (conversation, text) => String(await process.tell({ do: 'say', conversation, text })),
        resume: async (conversation) => {
          const said = await process.tell({ do: 'resume', conversation });
          return said === null ? undefined : String(said);
        },
        isPersonCalled: () => false,
        pause: async () => undefined,
      };
    },
  };
}

/** This bot, asked by a customer on its WebSocket. */
export function thisBot(): Stack {
  /** What a customer's page knows: which conversation is which, and the last message that was accepted in it. */
  const known = new Map<string, { conversationId: string; messageId: string }>();
  return {
    name: 'this bot',
    folder: ROOT,
    workspace: '@agentic-service-bot/local',
    start: async (start) => {
      const process = await StackProcess.start(join(import.meta.dirname, 'this-bot-server.ts'), start);
      const customer = await CustomerSocket.open(String(process.is), CUSTOMER);
      const keyOf = (conversation: string) => `${start.folder} ${conversation}`;
      return {
        process,
        say: async (conversation, text) => {
          const accepted = await customer.send(text, known.get(keyOf(conversation))?.conversationId);
          known.set(keyOf(conversation), accepted);
          return customer.reply(accepted.messageId);
        },
        resume: async (conversation) => {
          // It goes on by itself; the customer's page only comes back.
          const before = known.get(keyOf(conversation));
          if (before === undefined) return undefined;
          customer.follow(before.conversationId);
          return customer.reply(before.messageId);
        },
        isPersonCalled: () => customer.status === 'waiting',
        pause: async () => {
          await process.tell({ do: 'later' });
        },
      };
    },
  };
}
