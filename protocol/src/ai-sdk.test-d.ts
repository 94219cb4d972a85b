import type { UIMessage, UIMessageChunk } from 'ai';
import type { Chunk } from './chunk.ts';
import type { Message } from './message.ts';
import type { MessageMetadata } from './message-metadata.ts';

/** What travels is what the AI SDK reads: these lines compile only while it is so. */
export const asChunk = (chunk: Chunk): UIMessageChunk<MessageMetadata> => chunk;
export const asMessage = (message: Message): UIMessage<MessageMetadata> => message;
