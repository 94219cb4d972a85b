import type { ConversationView } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';

/** Who answers in this conversation. */
export function StatusLine({ view }: { readonly view: ConversationView | undefined }): ReactElement {
  return (
    <p className="quiet" role="status">
      {wordsForStatus(view)}
    </p>
  );
}

function wordsForStatus(view: ConversationView | undefined): string {
  switch (view?.status) {
    case undefined:
    case 'bot':
      return 'The assistant answers';
    case 'waiting':
      return 'A person will join; the assistant answers meanwhile';
    case 'human':
      return `${view.operator?.name ?? 'A person'} from customer service is with you`;
    case 'closed':
      return 'Closed; write to open it again';
  }
}
