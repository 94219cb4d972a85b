import type { Outcome } from '@agentic-service-bot/bot/definition';
import type {
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
  LanguageModelV4ToolResultOutput,
} from '@ai-sdk/provider';
import * as z from 'zod';

/** A call in the conversation, with what became of it. */
export interface PastCall {
  readonly id: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: PastOutcome | undefined;
}

/** An outcome, or that the call waits for the customer's yes. */
export type PastOutcome = Outcome | { readonly status: 'waiting'; readonly reason: string };

/** What the customer wrote, and all that followed until they wrote again. */
export interface Turn {
  readonly texts: readonly string[];
  readonly calls: readonly PastCall[];
  readonly said: string;
}

const outcomeSchema = z.union([
  z.object({ status: z.literal('done'), result: z.json() }),
  z.object({
    status: z.literal('denied'),
    reason: z.string(),
    requiredLevel: z.string().exactOptional(),
    alternatives: z.array(z.string()).default([]),
  }),
  z.object({ status: z.enum(['failed', 'unknown', 'waiting']), reason: z.string() }),
]);
const inputSchema = z.record(z.string(), z.unknown()).catch({});

/** The record of earlier messages, which is for models that read prose: its words are no request. */
const isRecord = ({ providerOptions }: LanguageModelV4TextPart): boolean =>
  providerOptions?.['builtin']?.['record'] === true;

/** Reads a prompt as turns. */
export function turnsOf(prompt: LanguageModelV4Prompt): Turn[] {
  const turns: Turn[] = [];
  for (const message of prompt) {
    if (message.role === 'system') continue;
    const last = turns.at(-1);
    if (message.role === 'user') {
      const text = message.content
        .flatMap((part) => (part.type === 'text' && !isRecord(part) ? [part.text] : []))
        .join('\n');
      // Messages that came in a burst are one turn.
      if (last !== undefined && last.said === '' && last.calls.length === 0)
        turns[turns.length - 1] = { ...last, texts: [...last.texts, text] };
      else turns.push({ texts: [text], calls: [], said: '' });
      continue;
    }
    if (last === undefined) turns.push(followedBy({ texts: [], calls: [], said: '' }, message));
    else turns[turns.length - 1] = followedBy(last, message);
  }
  return turns;
}

function followedBy(
  turn: Turn,
  message: Extract<LanguageModelV4Message, { role: 'assistant' | 'tool' }>,
): Turn {
  let { calls, said } = turn;
  for (const part of message.content) {
    if (part.type === 'text') said += part.text;
    if (part.type === 'tool-call') {
      const call = {
        id: part.toolCallId,
        action: part.toolName,
        input: inputSchema.parse(part.input),
        outcome: undefined,
      };
      calls = [...calls, call];
    }
    if (part.type === 'tool-result')
      calls = calls.map((call) =>
        call.id === part.toolCallId ? { ...call, outcome: outcomeOf(part.output) } : call,
      );
  }
  return { ...turn, calls, said };
}

function outcomeOf(output: LanguageModelV4ToolResultOutput): PastOutcome {
  switch (output.type) {
    case 'json': {
      const read = outcomeSchema.safeParse(output.value);
      return read.success ? read.data : { status: 'done', result: null };
    }
    case 'execution-denied':
      return { status: 'denied', reason: output.reason ?? 'The customer said no.', alternatives: [] };
    case 'text':
      return { status: 'done', result: output.value };
    // What went wrong is written for models: a customer is not to read it.
    case 'error-text':
    case 'error-json':
    case 'content':
      return { status: 'failed', reason: 'It did not work.' };
  }
}
