import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';

const SURROUNDINGS: ReadonlySet<LanguageModelV4StreamPart['type']> = new Set([
  'stream-start',
  'response-metadata',
  'custom',
  'ping',
  'raw',
]);

/**
 * Whether a part of a stream is of the reply itself: what else comes says nothing of the model's progress.
 */
export const isContent = (part: LanguageModelV4StreamPart): boolean => !SURROUNDINGS.has(part.type);
