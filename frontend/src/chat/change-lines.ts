import type { TranscriptEntry } from '../session/index.ts';

/**
 * In words, at which messages somebody else began to answer, by the message's id: a person joined, or the assistant
 * answers again.
 *
 * @param complete whether nothing was said before the first entry: else it is not known who answered until then
 */
export function changeLines(
  entries: readonly TranscriptEntry[],
  complete: boolean,
): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  let latest: TranscriptEntry['message']['metadata'] | undefined;
  for (const { message } of entries) {
    const { author, name } = message.metadata;
    if (author === 'customer') continue;
    const known = latest !== undefined || complete;
    const isSame = author === latest?.author && (author === 'bot' || name === latest.name);
    if (known && !isSame && author === 'operator')
      lines.set(message.id, `${name ?? 'A person'} from customer service joined`);
    if (latest?.author === 'operator' && author === 'bot')
      lines.set(message.id, 'The assistant answers again');
    latest = message.metadata;
  }
  return lines;
}
