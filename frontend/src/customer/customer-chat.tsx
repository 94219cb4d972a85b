import { useCallback, useRef } from 'react';
import type { ReactElement } from 'react';
import { Composer } from '../chat/composer.tsx';
import '../chat/chat.css';
import { TranscriptView } from '../chat/transcript-view.tsx';
import { isWorking } from '../chat/working.ts';
import type { Conversation, CustomerSession } from '../session/index.ts';
import { Icon } from '../ui/icon.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import type { Titles } from '../ui/titles.ts';
import { useTellRefusal } from '../ui/toasts.tsx';
import { useObservable } from '../ui/use-observable.ts';
import { EmptyState } from './empty-state.tsx';
import { StatusLine } from './status-line.tsx';
import { StatusNotice } from './status-notice.tsx';

interface Props {
  readonly session: CustomerSession;
  readonly conversation: Conversation;
  readonly titles: Titles;
  /** Whether the customer has just begun it, and wants to write. */
  readonly begun: boolean;
  readonly onNew: () => void;
}

/** The open conversation, as its customer takes part in it. */
export function CustomerChat({ session, conversation, titles, begun, onNew }: Props): ReactElement {
  const state = useObservable(conversation.state);
  const directory = useObservable(session.conversations);
  const connection = useObservable(session.connection);
  const welcome = useObservable(session.welcome);
  const tellRefusal = useTellRefusal();
  const field = useRef<HTMLTextAreaElement>(null);
  const answer = useCallback(
    (approvalId: string, approved: boolean) => tellRefusal(session.approve(approvalId, approved)),
    [session, tellRefusal],
  );
  const rate = useCallback(
    (messageId: string, rating: 'up' | 'down') => tellRefusal(session.rate(messageId, rating)),
    [session, tellRefusal],
  );
  const view = directory.conversations.find(({ id }) => id === state.id);
  const status = view?.status ?? 'bot';
  const working = isWorking(state.entries, status);
  if (state.phase === 'missing') return <Missing onNew={onNew} />;
  return (
    <>
      <PageTitle words={view?.title || 'New conversation'} titles={titles} />
      <header className="chat-header">
        <div className="chat-header-words">
          <h2>{view?.title || 'New conversation'}</h2>
          <StatusLine view={view} />
        </div>
        {status === 'bot' && state.id !== undefined && (
          <button
            type="button"
            className="button"
            onClick={() => {
              void tellRefusal(session.requestHuman());
              // It goes once a person is asked for.
              field.current?.focus();
            }}
          >
            <Icon name="person" /> <span className="chat-header-label">Talk to a person</span>
          </button>
        )}
      </header>
      <TranscriptView
        conversation={conversation}
        state={state}
        viewer="customer"
        titles={titles}
        working={working}
        onAnswer={answer}
        onRate={rate}
      >
        <EmptyState
          name={welcome?.principal.name}
          suggestions={welcome?.suggestions ?? []}
          onSay={(text) => {
            conversation.say(text);
            // What was clicked is gone: one goes on by writing.
            field.current?.focus();
          }}
        />
      </TranscriptView>
      <StatusNotice view={view} entries={state.entries} />
      <Composer
        label="Write a message"
        ref={field}
        autoFocus={begun}
        disabled={connection === 'signed-out'}
        onSend={(text) => conversation.say(text)}
        onCancel={working ? () => void tellRefusal(session.cancel()) : undefined}
      />
    </>
  );
}

const Missing = ({ onNew }: { readonly onNew: () => void }): ReactElement => (
  <div className="chat-missing">
    <h2>This conversation is not here</h2>
    <p className="quiet">It does not exist, or it belongs to somebody else.</p>
    <button type="button" className="button button-primary" onClick={onNew}>
      Begin a new one
    </button>
  </div>
);
