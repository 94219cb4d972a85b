import fc from 'fast-check';
import type { Chunk } from '@agentic-service-bot/protocol';
import { FakeLog } from './fake-log.ts';

const AT = '2026-01-05T09:00:00Z';

interface Reply {
  readonly words: readonly string[];
  /** What the bot does before it speaks. */
  readonly deed: 'none' | 'done' | 'wrong input' | 'asks' | 'taken back';
  /** After how many chunks the customer speaks again. */
  readonly interruptedAt: number;
  readonly end: 'finish' | 'abort' | 'not yet';
}

type Turn =
  | { readonly kind: 'customer' | 'status' }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'answer'; readonly approved: boolean };

const reply: fc.Arbitrary<Reply> = fc.record({
  words: fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  deed: fc.constantFrom('none', 'done', 'wrong input', 'asks', 'taken back'),
  interruptedAt: fc.nat(12),
  end: fc.constantFrom('finish', 'finish', 'abort'),
});

const turn: fc.Arbitrary<Turn> = fc.oneof(
  fc.record({ kind: fc.constantFrom('customer', 'status') }),
  fc.record({ kind: fc.constant('reply'), reply }),
  fc.record({ kind: fc.constant('answer'), approved: fc.boolean() }),
);

/** Conversations of every kind of frame, the last reply of some not finished yet. */
export const talk: fc.Arbitrary<FakeLog> = fc
  .tuple(fc.array(turn, { minLength: 1, maxLength: 8 }), fc.option(reply))
  .map(([turns, unfinished]) => {
    const log = new FakeLog('conv_1');
    const writer = new Writer(log);
    for (const each of turns) writer.write(each);
    if (unfinished) writer.write({ kind: 'reply', reply: { ...unfinished, end: 'not yet' } });
    return log;
  });

class Writer {
  readonly #log: FakeLog;
  #asking: string | undefined;

  constructor(log: FakeLog) {
    this.#log = log;
  }

  write(turn: Turn): void {
    switch (turn.kind) {
      case 'customer':
        return this.#say();
      case 'status':
        this.#log.addStatus({ status: 'waiting', title: 'Talk', updatedAt: AT });
        return;
      case 'reply':
        return this.#reply(turn.reply);
      case 'answer':
        return this.#answer(turn.approved);
    }
  }

  #say(): void {
    const id = `said_${this.#log.last + 1}`;
    this.#log.addMessage({
      id,
      role: 'user',
      metadata: { author: 'customer', createdAt: AT, requestId: id },
      parts: [{ type: 'text', text: 'Turn it up' }],
    });
  }

  #reply({ words, deed, interruptedAt, end }: Reply): void {
    const id = `reply_${this.#log.last + 1}`;
    const chunks: Chunk[] = [
      { type: 'start', messageId: id, messageMetadata: { author: 'bot', createdAt: AT } },
      { type: 'start-step' },
      ...deedChunks(deed, id),
      ...(deed === 'asks' ? [] : textChunks(words)),
      { type: 'finish-step' },
    ];
    if (end !== 'not yet') chunks.push({ type: end });
    for (const [index, chunk] of chunks.entries()) {
      if (index === interruptedAt) this.#say();
      this.#log.addChunk(id, chunk);
    }
    if (deed === 'asks' && end === 'finish') this.#asking = id;
  }

  #answer(approved: boolean): void {
    const id = this.#asking;
    if (id === undefined) return;
    this.#asking = undefined;
    const chunks: Chunk[] = [
      { type: 'start', messageId: id },
      { type: 'tool-approval-response', approvalId: `approval_${id}`, approved },
      approved
        ? { type: 'tool-output-available', toolCallId: `call_${id}`, output: { status: 'done', result: {} } }
        : { type: 'tool-output-denied', toolCallId: `call_${id}` },
      { type: 'start-step' },
      ...textChunks(['As you ', 'wish.']),
      { type: 'finish-step' },
      { type: 'finish' },
    ];
    for (const chunk of chunks) this.#log.addChunk(id, chunk);
  }
}

function textChunks(words: readonly string[]): Chunk[] {
  return [
    { type: 'text-start', id: 'text' },
    ...words.map((delta): Chunk => ({ type: 'text-delta', id: 'text', delta })),
    { type: 'text-end', id: 'text' },
  ];
}

function deedChunks(deed: Reply['deed'], id: string): Chunk[] {
  const call = { toolCallId: `call_${id}`, toolName: 'volume_control', input: { change: 1 } };
  switch (deed) {
    case 'none':
      return [];
    case 'taken back':
      return [...textChunks(['I will n']), { type: 'reset-step' }];
    case 'wrong input':
      return [{ type: 'tool-input-error', ...call, errorText: 'No such device' }];
    case 'done':
      return [
        { type: 'tool-input-available', ...call },
        {
          type: 'tool-output-available',
          toolCallId: call.toolCallId,
          output: { status: 'done', result: { volume: 41 } },
        },
      ];
    case 'asks':
      return [
        { type: 'tool-input-available', ...call },
        {
          type: 'tool-approval-request',
          approvalId: `approval_${id}`,
          toolCallId: call.toolCallId,
          approvalDescriptor: { title: 'Turn it up', expiresAt: AT },
        },
      ];
  }
}
