import type { ConversationView, Principal } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import '../chat/chat.css';
import { Composer } from '../chat/composer.tsx';
import { TranscriptView } from '../chat/transcript-view.tsx';
import { isWorking } from '../chat/working.ts';
import type { Conversation, OperatorSession } from '../session/index.ts';
import { IconButton } from '../ui/icon-button.tsx';
import type { Titles } from '../ui/titles.ts';
import { useObservable } from '../ui/use-observable.ts';
import { OperatorActions } from './operator-actions.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly conversation: Conversation;
  readonly titles: Titles;
  /** Shows what the bot did, where there is no room for it beside the conversation. */
  readonly onShowRecord: () => void;
}

/** A customer's conversation as an operator follows it, and takes part in it once they hold it. */
export function OperatorChat({ session, conversation, titles, onShowRecord }: Props): ReactElement {
  const state = useObservable(conversation.state);
  const directory = useObservable(session.conversations);
  const welcome = useObservable(session.welcome);
  const connected = useObservable(session.connection) !== 'signed-out';
  const view = directory.conversations.find(({ id }) => id === state.id);
  const holds = view?.status === 'human' && isSame(view.operator, welcome?.principal);
  if (state.phase === 'missing') {
    return <p className="operator-page-hint quiet">This conversation does not exist any more.</p>;
  }
  return (
    <>
      <header className="chat-header">
        <IconButton
          icon="back"
          label="Back to the inbox"
          className="operator-back"
          onClick={() => session.leave()}
        />
        <div className="chat-header-words">
          <h2>{view?.customer?.name ?? 'Conversation'}</h2>
          <p className="quiet">
            {[view?.customer && titles.ofLevel(view.customer.serviceLevel), view?.title]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <OperatorActions session={session} view={view} holds={holds} connected={connected} />
        <IconButton
          icon="list"
          label="What the assistant did"
          className="operator-record-button"
          onClick={onShowRecord}
        />
      </header>
      <TranscriptView
        conversation={conversation}
        state={state}
        viewer="operator"
        viewerName={welcome?.principal.name}
        customerName={view?.customer?.name}
        titles={titles}
        working={isWorking(state.entries, view?.status ?? 'bot')}
      />
      {holds ? (
        <Composer
          label="Reply to the customer"
          autoFocus
          disabled={!connected}
          onSend={(text) => conversation.say(text)}
        />
      ) : (
        <p className="operator-watching quiet">{whyWatching(view)}</p>
      )}
    </>
  );
}

/** Who holds a conversation is told by id; by a server that does not tell ids, by name. */
function isSame(holder: ConversationView['operator'], self: Principal | undefined): boolean {
  if (holder === undefined || self === undefined) return false;
  return holder.id === undefined ? holder.name === self.name : holder.id === self.id;
}

function whyWatching(view: ConversationView | undefined): string {
  switch (view?.status) {
    case undefined:
    case 'bot':
      return 'The assistant answers. Take over to reply yourself.';
    case 'waiting':
      return 'The customer waits for a person. Take over to reply.';
    case 'human':
      return `${view.operator?.name ?? 'A colleague'} holds this conversation.`;
    case 'closed':
      return 'Closed. It opens again when the customer writes.';
  }
}
