import type { ConversationView } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import type { TranscriptEntry } from '../session/index.ts';
import { Icon } from '../ui/icon.tsx';
import './status-notice.css';

interface Props {
  readonly view: ConversationView | undefined;
  readonly entries: readonly TranscriptEntry[];
}

/** Tells the customer, above where they write, that people have come in or gone, and what comes next. */
export const StatusNotice = ({ view, entries }: Props): ReactElement => {
  const words = wordsFor(view, entries);
  return (
    // Always there: only what changes in it is read out.
    <div role="status" aria-label="Who is with you">
      {words !== undefined && (
        <p className={`status-notice status-notice-${view?.status ?? 'bot'}`}>
          <Icon name="person" /> {words}
        </p>
      )}
    </div>
  );
};

function wordsFor(
  view: ConversationView | undefined,
  entries: readonly TranscriptEntry[],
): string | undefined {
  switch (view?.status) {
    case undefined:
    case 'bot': {
      const latest = entries.at(-1)?.message.metadata;
      if (latest?.author !== 'operator') return undefined;
      return `${latest.name ?? 'Customer service'} has handed back to the assistant, which answers you again.`;
    }
    case 'waiting':
      return 'Customer service has been told. A person will join as soon as one is free; the assistant goes on answering meanwhile.';
    case 'human':
      return `${view.operator?.name ?? 'A person'} from customer service is with you, and answers in place of the assistant.`;
    case 'closed':
      return 'This conversation is closed. Write to open it again.';
  }
}
