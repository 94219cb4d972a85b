import { Fragment, useLayoutEffect, useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Conversation, ConversationState } from '../session/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import type { Titles } from '../ui/titles.ts';
import { useNow } from '../ui/use-now.ts';
import { Announcer } from './announcer.tsx';
import { isVisible } from './action.ts';
import type { AnswerApproval } from './approval-question.tsx';
import { changeLines } from './change-lines.ts';
import { MessageView } from './message-view.tsx';
import { OutgoingMessage } from './outgoing-message.tsx';
import type { Rate } from './rating.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';
import type { Viewer } from './viewer.ts';
import './transcript-view.css';

interface Props extends Viewer {
  readonly conversation: Conversation;
  readonly state: ConversationState;
  /** What a message's author is called if it does not say so itself. */
  readonly customerName?: string | undefined;
  readonly titles: Titles;
  readonly working: boolean;
  readonly onAnswer?: AnswerApproval | undefined;
  readonly onRate?: Rate | undefined;
  /** What stands in place of messages while there are none. */
  readonly children?: ReactNode;
}

/** The messages of a conversation, from the first one loaded to those still on their way. */
export function TranscriptView(props: Props): ReactElement {
  const {
    conversation,
    state,
    viewer,
    viewerName,
    customerName,
    titles,
    working,
    onAnswer,
    onRate,
    children,
  } = props;
  const { entries, outgoing, earlier, phase } = state;
  const now = useNow(60_000);
  const { scroller, atEnd, toEnd } = useStickToEnd(entries[0]?.message.id, entries, outgoing, working);
  useLayoutEffect(() => {
    // Whoever says something wants to see it.
    if (outgoing.length > 0) toEnd();
  }, [outgoing.length, toEnd]);
  const lines = useMemo(() => changeLines(entries, earlier === 'none'), [entries, earlier]);
  const isEmpty = phase === 'ready' && entries.length === 0 && outgoing.length === 0;
  const writing = entries.some((entry) => entry.writing);
  const showsProgress = entries.some((entry) => entry.writing && isVisible(entry.message));
  return (
    <div className="transcript">
      <div
        className="transcript-scroller"
        ref={scroller}
        role="log"
        aria-label="Messages"
        aria-live="off"
        aria-busy={writing}
        tabIndex={0}
      >
        {phase === 'loading' && <p className="transcript-note">Loading…</p>}
        {phase === 'unavailable' && (
          <p className="transcript-note">The messages can’t be loaded right now. Trying again…</p>
        )}
        {isEmpty && children}
        {earlier !== 'none' && (
          <button
            type="button"
            className="button transcript-earlier"
            disabled={earlier === 'loading'}
            onClick={() => {
              // The button goes when there is nothing older: one goes on by reading.
              scroller.current?.focus({ preventScroll: true });
              void conversation.loadEarlier();
            }}
          >
            {earlier === 'loading' ? 'Loading…' : 'Load older messages'}
          </button>
        )}
        <ol className="transcript-list">
          {entries.map((entry) => (
            <Fragment key={entry.message.id}>
              {lines.has(entry.message.id) && (
                <li className="transcript-change">{lines.get(entry.message.id)}</li>
              )}
              <MessageView
                message={entry.message}
                writing={entry.writing}
                viewer={viewer}
                viewerName={viewerName}
                customerName={customerName}
                titles={titles}
                now={now}
                onAnswer={onAnswer}
                onRate={onRate}
              />
            </Fragment>
          ))}
          {outgoing.map((message) => (
            <OutgoingMessage
              key={message.requestId}
              message={message}
              onRetry={(id) => conversation.retry(id)}
              onDiscard={(id) => conversation.discard(id)}
            />
          ))}
        </ol>
        {working && !showsProgress && <Working />}
      </div>
      <Announcer entries={entries} ready={phase === 'ready'} viewer={viewer} viewerName={viewerName} />
      {!atEnd && (
        <button type="button" className="button transcript-latest" onClick={toEnd}>
          Latest messages
        </button>
      )}
    </div>
  );
}

const Working = (): ReactElement => (
  <p className="working">
    <Avatar kind="bot" />
    <span className="working-dots" aria-hidden="true">
      <span />
      <span />
      <span />
    </span>
    The assistant is working…
  </p>
);
