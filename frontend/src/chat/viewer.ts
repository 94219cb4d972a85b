import type { MessageMetadata } from '@agentic-service-bot/protocol';

/** Whose eyes and ears a transcript is for. */
export interface Viewer {
  readonly viewer: 'customer' | 'operator';
  /** Of an operator, who is not the only one; a customer has their conversations to themselves. */
  readonly viewerName?: string | undefined;
}

/** Whether it was the viewer who wrote a message. Of two operators of one name each takes it for theirs. */
export const wroteIt = ({ viewer, viewerName }: Viewer, { author, name }: MessageMetadata): boolean =>
  author === viewer && (viewer === 'customer' || name === viewerName);
