import type { ConversationView } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import type { Titles } from '../ui/titles.ts';
import { duration, inWords, shortTime } from '../ui/words.ts';

interface Props {
  readonly view: ConversationView;
  readonly titles: Titles;
  readonly now: number;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}

/** A conversation in the inbox: whose, what about, how urgent, and why a person is asked for. */
export function InboxItem({ view, titles, now, isCurrent, onOpen }: Props): ReactElement {
  const { customer, title, updatedAt, priority, waitingReason } = view;
  return (
    <button
      type="button"
      className="inbox-item"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={onOpen}
    >
      <Avatar kind="person" {...(customer && { name: customer.name })} />
      <span className="inbox-item-name">{customer?.name ?? 'Customer'}</span>{' '}
      <time dateTime={updatedAt}>{shortTime(updatedAt, now)}</time>{' '}
      <span className="inbox-item-title">{title || 'Conversation'}</span>{' '}
      {waitingReason !== undefined && <span className="inbox-item-reason">{waitingReason}</span>}{' '}
      <span className="inbox-item-badges">
        <Status view={view} now={now} />{' '}
        {customer && <span className="badge">{titles.ofLevel(customer.serviceLevel)}</span>}{' '}
        {priority !== undefined && priority !== 'standard' && (
          <span className="badge badge-accent">{inWords(priority)}</span>
        )}
      </span>
    </button>
  );
}

function Status({ view, now }: { readonly view: ConversationView; readonly now: number }): ReactElement {
  switch (view.status) {
    case 'waiting': {
      const since = Date.parse(view.waitingSince ?? view.updatedAt);
      return <span className="badge badge-warn">Waiting {duration(now - since)}</span>;
    }
    case 'human':
      return <span className="badge badge-person">With {view.operator?.name ?? 'a colleague'}</span>;
    case 'closed':
      return <span className="badge">Closed</span>;
    case 'bot':
      return <span className="badge">Assistant</span>;
  }
}
