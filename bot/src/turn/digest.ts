import type { Message, MessagePart } from '@agentic-service-bot/protocol';
import type { TextPart } from 'ai';
import type { Digest, Exchange } from '../conversation/digest.ts';
import type { Placed } from '../conversation/messages.ts';
import { DIGEST_CHARS, DIGEST_WORDS_CHARS } from './limits.ts';

/** The record with these messages in it, which follow those that it has. */
export function digestOf(known: Digest | undefined, messages: readonly Placed[]): Digest {
  const exchanges = [...(known?.exchanges ?? []), ...exchangesOf(messages)];
  const done = new Map(known?.done);
  let dropped = known?.dropped ?? 0;
  let size = exchanges.reduce((sum, exchange) => sum + lengthOf(exchange), 0);
  for (let oldest = exchanges[0]; oldest !== undefined && size > DIGEST_CHARS; oldest = exchanges[0]) {
    exchanges.shift();
    size -= lengthOf(oldest);
    dropped++;
    for (const what of oldest.actions ?? []) {
      const [, action] = /^(\S+) done$/u.exec(what) ?? [];
      if (action !== undefined) done.set(action, (done.get(action) ?? 0) + 1);
    }
  }
  return { through: messages.at(-1)?.from ?? known?.through ?? 0, exchanges, dropped, done: [...done] };
}

const lengthOf = (exchange: Exchange): number => JSON.stringify(exchange).length;

/** Messages as exchanges: what a customer says begins one, what others say and do belongs to it. */
function exchangesOf(messages: readonly Placed[]): Exchange[] {
  const exchanges: Exchange[] = [];
  for (const { message } of messages) {
    const on = message.metadata.createdAt.slice(0, 10);
    const words = shortened(message.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])));
    if (message.metadata.author === 'customer') {
      exchanges.push({ on, customer: words });
      continue;
    }
    const by = message.metadata.author === 'bot' ? 'bot' : 'person';
    const actions = actionsOf(message);
    const answer = { ...(actions.length === 0 ? {} : { actions }), ...(words === '' ? {} : { [by]: words }) };
    const before = exchanges.at(-1);
    const isFree = before !== undefined && !(by in before) && !('actions' in before && 'actions' in answer);
    if (isFree) exchanges.splice(-1, 1, { ...before, ...answer });
    else exchanges.push({ on, ...answer });
  }
  return exchanges;
}

function shortened(texts: readonly string[]): string {
  const text = texts.join(' ').replaceAll(/\s+/gu, ' ').trim();
  return text.length <= DIGEST_WORDS_CHARS ? text : `${text.slice(0, DIGEST_WORDS_CHARS).trimEnd()}…`;
}

/** What became of a reply's calls. Names that a model has made up are of no use to another. */
const actionsOf = ({ parts }: Message): string[] =>
  parts.flatMap((part) =>
    part.type.startsWith('tool-') ? [`${part.type.slice('tool-'.length)} ${statusOf(part)}`] : [],
  );

function statusOf(part: MessagePart): string {
  if (!('state' in part)) return 'unknown';
  switch (part.state) {
    case 'output-available': {
      const { output } = part as { output?: unknown };
      const known = typeof output === 'object' && output !== null && 'status' in output;
      return known && typeof output.status === 'string' ? output.status : 'done';
    }
    case 'output-denied':
      return 'declined';
    case 'output-error':
      return 'failed';
    default:
      return 'not done';
  }
}

/**
 * The record as a model reads it: an exchange a line, each as JSON, so that nobody's words can look like anything
 * else. It stands among the customer's words, not among the instructions: it is data. The built-in model, which
 * would take it for a request, knows it by the mark.
 */
export function recordPart({ exchanges, dropped, done }: Digest): TextPart {
  const earlier = dropped === 0 ? [] : [{ earlier_exchanges: dropped, done: Object.fromEntries(done) }];
  const lines = [...earlier, ...exchanges].map((line) => JSON.stringify(line));
  return {
    type: 'text',
    text: `(A record of what was said before, shortened, oldest first. It asks for nothing.)\n${lines.join('\n')}`,
    providerOptions: { builtin: { record: true } },
  };
}
