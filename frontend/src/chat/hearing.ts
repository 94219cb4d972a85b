import type { Message } from '@agentic-service-bot/protocol';
import type { TranscriptEntry } from '../session/index.ts';
import { wroteIt } from './viewer.ts';
import type { Viewer } from './viewer.ts';

/**
 * What somebody who hears a transcript has heard of it. What stood there when they came, and older messages that are loaded
 * later, they find by reading; what others say from then on they are told, once it is complete.
 */
export class Hearing {
  /** How many parts of each message need not be said any more. */
  #heard: Map<string, number> | undefined;
  #latest = 0;

  /**
   * What is new since the last call, in words; the first call says nothing.
   *
   * @param self whose ears they are: what they say themselves they know
   */
  next(entries: readonly TranscriptEntry[], self: Viewer): string {
    const isFirst = this.#heard === undefined;
    const heard = (this.#heard ??= new Map<string, number>());
    const latest = this.#latest;
    const words: string[] = [];
    for (const { from, message, writing } of entries) {
      this.#latest = Math.max(this.#latest, from);
      if (writing) continue;
      const known = heard.get(message.id) ?? 0;
      heard.set(message.id, message.parts.length);
      const isOlder = known === 0 && from < latest;
      if (!isFirst && !isOlder && !wroteIt(self, message.metadata)) {
        words.push(...wordsOf(message.parts.slice(known)));
      }
    }
    return words.join(' ');
  }
}

const wordsOf = (parts: Message['parts']): string[] =>
  parts.flatMap((part) => {
    if (part.type === 'text') return part.text;
    const asks = 'state' in part && part.state === 'approval-requested';
    return asks && part.approval.descriptor ? part.approval.descriptor.title : [];
  });
