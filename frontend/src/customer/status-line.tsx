import type { ConversationView } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';

/** In a few words, who answers in this conversation. What follows from it, `StatusNotice` tells. */
export const StatusLine = ({ view }: { readonly view: ConversationView | undefined }): ReactElement => (
  <p className="quiet">{wordsForStatus(view)}</p>
);

function wordsForStatus(view: ConversationView | undefined): string {
  switch (view?.status) {
    case undefined:
    case 'bot':
      return 'The assistant answers';
    case 'waiting':
      return 'Waiting for a person';
    case 'human':
      return `With ${view.operator?.name ?? 'customer service'}`;
    case 'closed':
      return 'Closed';
  }
}
