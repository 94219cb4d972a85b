import type { ReactElement } from 'react';
import type { DirectoryState } from '../session/index.ts';
import type { Titles } from '../ui/titles.ts';
import { useNow } from '../ui/use-now.ts';
import { InboxItem } from './inbox-item.tsx';
import './inbox.css';

interface Props {
  readonly directory: DirectoryState;
  /** How many of those that are here wait for a person. */
  readonly waiting: number;
  readonly titles: Titles;
  readonly currentId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onMore: () => void;
}

/** Every customer's conversation; those who wait for a person first. */
export function Inbox({ directory, waiting, titles, currentId, onOpen, onMore }: Props): ReactElement {
  const now = useNow(10_000);
  return (
    <nav className="inbox" aria-label="Inbox">
      <header className="inbox-header">
        <h2>Inbox</h2>
        <p className="quiet" role="status">
          {directory.loaded && (waiting === 0 ? 'Nobody is waiting' : `${waiting} waiting`)}
        </p>
      </header>
      <ul>
        {directory.conversations.map((view) => (
          <li key={view.id}>
            <InboxItem
              view={view}
              titles={titles}
              now={now}
              isCurrent={view.id === currentId}
              onOpen={() => onOpen(view.id)}
            />
          </li>
        ))}
      </ul>
      {directory.conversations.length === 0 && (
        <p className="quiet inbox-empty">
          {directory.loaded ? 'No conversations yet. They appear here as customers write.' : 'Loading…'}
        </p>
      )}
      {directory.nextCursor !== undefined && (
        <button type="button" className="button button-quiet" onClick={onMore}>
          Show more
        </button>
      )}
    </nav>
  );
}
