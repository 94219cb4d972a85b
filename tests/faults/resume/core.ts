import type { Bot, Identity } from '@agentic-service-bot/bot';
import type { Connections } from '@agentic-service-bot/bot/ports';
import type fc from 'fast-check';
import { numbered, type Message, type ServerFrame } from '../../protocol-client/frames.ts';
import { Transcript } from '../../protocol-client/transcript.ts';
import { play } from '../crash-points.ts';
import type { Scenario } from '../scenario.ts';
import { inMemory, type World } from '../world.ts';
import { CutClient, type Line } from './cut-client.ts';

const OWN = 'cut/';

/** The transcripts of a customer in the end: as a client has them that was never cut, and as one that was. */
export interface Followed {
  readonly uncut: ReadonlyMap<string, readonly Message[]>;
  readonly cut: ReadonlyMap<string, readonly Message[]>;
  readonly cuts: number;
}

/**
 * Plays a scenario while a second client of the customer's follows it that is cut again and again. In which order that one's
 * frames are sent, live ones and replayed ones, is the scheduler's choice.
 *
 * @param loses a seeded fault: the number of the frame that never arrives at that client, live or replayed.
 */
export async function playFollowed(
  scenario: Scenario,
  cuts: readonly number[],
  scheduler: fc.Scheduler,
  loses?: number,
): Promise<Followed> {
  const world = await inMemory();
  const sockets = new Sockets(world, scheduler, loses);
  const listener = new Listener(sockets, cuts);
  const watched: World = { ...world, ports: { ...world.ports, connections: sockets.ports } };
  const playing = play(scenario, () => Promise.resolve(watched), [], { bot: (bot) => listener.through(bot) });
  await scheduler.waitFor(playing);
  await scheduler.waitFor(listener.client.settled());
  const uncut = new Map<string, readonly Message[]>();
  const cut = new Map<string, readonly Message[]>();
  for (const [id, transcript] of sockets.uncut) {
    uncut.set(id, await transcript.messages());
    cut.set(id, await listener.client.messages(id));
  }
  return { uncut, cut, cuts: listener.client.cuts };
}

/** The sockets of a world, with those of the client that is cut among them. */
class Sockets {
  readonly ports: Connections;
  /** What the customer's first client is sent. */
  readonly uncut = new Map<string, Transcript>();
  readonly #world: World;
  readonly #receivers = new Map<string, (text: string) => void>();
  #count = 0;

  constructor(world: World, scheduler: fc.Scheduler, loses?: number) {
    this.#world = world;
    const { connections } = world;
    this.ports = {
      add: (connection) => connections.add(connection),
      remove: (id) => connections.remove(id),
      get: (id) => connections.get(id),
      followers: (...args) => connections.followers(...args),
      watch: (id, what) => connections.watch(id, what),
      watchers: (what) => connections.watchers(what),
      send: async (id, text) => {
        if (id.startsWith(OWN)) {
          await scheduler.schedule(Promise.resolve());
          if (loses !== undefined && numbered(JSON.parse(text) as ServerFrame)?.frame.seq === loses)
            return 'sent';
        }
        const answer = await connections.send(id, text);
        if (answer === 'sent') this.#sent(id, text);
        return answer;
      },
    };
  }

  open(receive: (text: string) => void): { readonly id: string; close(): void } {
    const id = `${OWN}${++this.#count}`;
    const socket = this.#world.connections.open(id);
    this.#receivers.set(id, receive);
    return {
      id,
      close: () => {
        this.#receivers.delete(id);
        socket.close();
      },
    };
  }

  #sent(id: string, text: string): void {
    this.#receivers.get(id)?.(text);
    if (!id.startsWith('ann-')) return;
    const count = numbered(JSON.parse(text) as ServerFrame);
    if (count === undefined) return;
    const transcript = this.uncut.get(count.conversationId) ?? new Transcript();
    this.uncut.set(count.conversationId, transcript);
    transcript.apply(count.frame);
  }
}

/** Has the client that is cut listen from the moment on when the customer connects. */
class Listener {
  readonly client: CutClient;
  #bot: Bot | undefined;
  #identity: Identity | undefined;

  constructor(sockets: Sockets, cuts: readonly number[]) {
    this.client = new CutClient(async (receive): Promise<Line> => {
      const { id, close } = sockets.open(receive);
      return {
        send: (frame) => {
          if (this.#bot !== undefined && this.#identity !== undefined)
            void this.#bot.receive(id, this.#identity, JSON.stringify(frame));
        },
        cut: close,
      };
    }, cuts);
  }

  through(bot: Bot): Bot {
    return {
      ...bot,
      receive: async (connectionId, identity, text) => {
        const answer = await bot.receive(connectionId, identity, text);
        if (this.#bot === undefined && identity.principal.id.startsWith('ann-')) {
          this.#bot = bot;
          this.#identity = identity;
          this.client.begin();
        }
        return answer;
      },
    };
  }
}
