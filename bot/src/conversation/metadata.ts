import type { MessageMetadata } from '@agentic-service-bot/protocol';
import type { ServiceDefinition } from '../definition/index.ts';

/** What the bot's messages say of themselves. */
export const metadataOf = (
  service: ServiceDefinition,
  now: Date,
  replyTo: readonly string[],
): MessageMetadata => ({
  author: 'bot',
  name: service.title,
  createdAt: now.toISOString(),
  replyTo: [...replyTo],
});
