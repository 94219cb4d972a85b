import type { Message } from '@agentic-service-bot/protocol';
import { memo } from 'react';
import type { ReactElement } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import type { Titles } from '../ui/titles.ts';
import { fullTime } from '../ui/words.ts';
import { describeAction, hasWords, isToolPart } from './action.ts';
import { ActionCard } from './action-card.tsx';
import type { AnswerApproval } from './approval-question.tsx';
import { Rating } from './rating.tsx';
import type { Rate } from './rating.tsx';
import { wroteIt } from './viewer.ts';
import type { Viewer } from './viewer.ts';
import './message-view.css';

type Author = Message['metadata']['author'];

interface Props extends Viewer {
  readonly message: Message;
  readonly writing: boolean;
  /** What a customer is called whose messages do not say so. */
  readonly customerName?: string | undefined;
  readonly titles: Titles;
  /** Milliseconds since the epoch; need not be exact. */
  readonly now: number;
  readonly onAnswer?: AnswerApproval | undefined;
  /** Absent for those who do not rate. */
  readonly onRate?: Rate | undefined;
}

/** One message with its author, its words and its actions. */
export const MessageView = memo(function MessageView(props: Props): ReactElement {
  const { message, writing, viewer, customerName, titles, now, onAnswer, onRate } = props;
  const { author, createdAt } = message.metadata;
  const name = message.metadata.name ?? (author === 'customer' ? customerName : undefined);
  // On the right stand the viewer's words and, for an operator, their colleagues'.
  const own = author === viewer;
  const label = wroteIt(props, message.metadata) ? 'You' : (name ?? AUTHORS[author]);
  return (
    <li className={`message message-${author} ${own ? 'message-own' : ''}`}>
      {!own && <Avatar kind={author === 'bot' ? 'bot' : 'person'} {...(name !== undefined && { name })} />}
      <div className="message-body">
        <p className="message-meta">
          <span className="message-author">{label}</span>
          {author === 'operator' && !own && <span className="badge badge-person">Customer service</span>}
          <time dateTime={createdAt}>{fullTime(createdAt, now)}</time>
        </p>
        {message.parts.map((part, index) => {
          if (part.type === 'text') return part.text && <Bubble key={index} text={part.text} />;
          if (!isToolPart(part)) return null;
          return (
            <ActionCard
              key={part.toolCallId}
              action={describeAction(part, titles, writing)}
              explained={writing || hasWords(message.parts.slice(index + 1))}
              onAnswer={onAnswer}
            />
          );
        })}
        {author === 'bot' && !writing && onRate && hasWords(message.parts) && (
          <Rating messageId={message.id} onRate={onRate} />
        )}
      </div>
    </li>
  );
});

const AUTHORS: Readonly<Record<Author, string>> = {
  bot: 'Assistant',
  customer: 'Customer',
  operator: 'Customer service',
};

export const Bubble = ({ text }: { readonly text: string }): ReactElement => <p className="bubble">{text}</p>;
