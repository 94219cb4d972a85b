import type { ConversationView } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import type { DirectoryState } from '../session/index.ts';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/use-now.ts';
import { shortTime } from '../ui/words.ts';
import './conversation-list.css';

interface Props {
  readonly directory: DirectoryState;
  readonly currentId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onNew: () => void;
  readonly onMore: () => void;
}

/** The customer's conversations, latest first. */
export function ConversationList({ directory, currentId, onOpen, onNew, onMore }: Props): ReactElement {
  const now = useNow(60_000);
  return (
    <nav className="conversation-list" aria-label="Conversations">
      <button type="button" className="button" onClick={onNew}>
        <Icon name="plus" /> New conversation
      </button>
      <ul>
        {directory.conversations.map((view) => (
          <li key={view.id}>
            <button
              type="button"
              className="conversation-item"
              aria-current={view.id === currentId ? 'page' : undefined}
              onClick={() => onOpen(view.id)}
            >
              <span className="conversation-item-title">{view.title || 'Conversation'}</span>{' '}
              <time dateTime={view.updatedAt}>{shortTime(view.updatedAt, now)}</time>{' '}
              <StatusBadge view={view} />
            </button>
          </li>
        ))}
      </ul>
      {directory.conversations.length === 0 && <p className="quiet">Your conversations appear here.</p>}
      {directory.nextCursor !== undefined && (
        <button type="button" className="button button-quiet" onClick={onMore}>
          Show more
        </button>
      )}
    </nav>
  );
}

function StatusBadge({ view }: { readonly view: ConversationView }): ReactElement | null {
  if (view.approval) return <span className="badge badge-warn">Needs your answer</span>;
  switch (view.status) {
    case 'bot':
      return null;
    case 'waiting':
      return <span className="badge badge-warn">Waiting for a person</span>;
    case 'human':
      return <span className="badge badge-person">With {view.operator?.name ?? 'customer service'}</span>;
    case 'closed':
      return <span className="badge">Closed</span>;
  }
}
