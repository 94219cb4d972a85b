import { Effects } from './effects.ts';
import { Model } from './dialogue.ts';

/** How a stack's process is started. */
export interface Start {
  /** Where it keeps what must last. */
  readonly folder: string;
  /** It is killed right after this parcel's effect. */
  readonly diesAfter?: number;
  /** Whether the action can be asked if it happened. Only this bot has a place to say so. */
  readonly checked?: boolean;
}

/** What a stack's process is told, and answers with `Told`. */
export type Tell =
  | { readonly do: 'say'; readonly conversation: string; readonly text: string }
  /** Goes on with what it was at when it died, as the stack's documentation says to. */
  | { readonly do: 'resume'; readonly conversation: string }
  /** The clock of its rate limits is put ahead. */
  | { readonly do: 'later' }
  /** How long the last history was that its model was sent. */
  | { readonly do: 'characters' }
  /** How much memory its process has, bytes. */
  | { readonly do: 'memory' };

/** `is`: null where there is nothing to say. */
export type Told = { readonly is: string | number | null } | { readonly failed: string };

/** A stack in its process. */
export interface Peer {
  /** Answers a message as a chat would, streaming. */
  readonly say: (conversation: string, text: string) => Promise<string>;
  /** What the customer is told once it has gone on; left out where the stack offers no way to. */
  readonly resume?: (conversation: string) => Promise<string>;
}

export interface Parts {
  readonly start: Start;
  readonly model: Model;
  readonly effects: Effects;
}

export function partsOf(): Parts {
  const start = JSON.parse(process.argv[2] ?? '{}') as Start;
  return { start, model: new Model(), effects: new Effects(start.folder, start.diesAfter) };
}

/** Answers what it is told until it is stopped. */
export function serve(
  answer: (tell: Tell) => Promise<string | number | undefined>,
  ready: string | null = null,
): void {
  process.on('message', (tell: Tell) => {
    const answered = tell.do === 'memory' ? Promise.resolve(process.memoryUsage.rss()) : answer(tell);
    answered.then(
      (is) => process.send?.({ is: is ?? null }),
      (error: unknown) => process.send?.({ failed: String(error) }),
    );
  });
  // Whoever asks is gone: nobody else would end it.
  process.on('disconnect', () => process.exit());
  process.send?.({ is: ready });
}

/** The whole of a peer's process but the stack itself. */
export async function servePeer(open: (parts: Parts) => Promise<Peer>): Promise<void> {
  const parts = partsOf();
  const peer = await open(parts);
  serve(async (tell) => {
    if (tell.do === 'say') return peer.say(tell.conversation, tell.text);
    if (tell.do === 'resume') return peer.resume?.(tell.conversation);
    return tell.do === 'characters' ? parts.model.characters : undefined;
  });
}
