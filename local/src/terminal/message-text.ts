import type { Message } from '@agentic-service-bot/protocol';
import { openQuestion } from './calls.ts';

/** A message's words and nothing else; what it asks the customer to allow belongs to them. */
export function messageText(message: Message): string {
  const words = message.parts.flatMap((part) => (part.type === 'text' ? [part.text.trim()] : []));
  const question = openQuestion(message)?.title;
  return [...words, ...(question === undefined ? [] : [question])].filter((text) => text !== '').join('\n');
}
