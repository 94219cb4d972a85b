import type { ReactElement } from 'react';
import type { Outgoing } from '../session/index.ts';
import { wordsFor } from '../ui/words.ts';
import { Bubble } from './message-view.tsx';

interface Props {
  readonly message: Outgoing;
  readonly onRetry: (requestId: string) => void;
  readonly onDiscard: (requestId: string) => void;
}

/** A message of one's own that is on its way, or was refused. */
export const OutgoingMessage = ({ message, onRetry, onDiscard }: Props): ReactElement => {
  const { requestId, text, refusal } = message;
  return (
    <li className={`message message-own ${refusal ? 'message-refused' : 'message-sending'}`}>
      <div className="message-body">
        <p className="message-meta">
          <span className="message-author">You</span>
          {refusal ? 'Not sent' : 'Sending…'}
        </p>
        <Bubble text={text} />
        {refusal && (
          <p className="message-problem" role="alert">
            {wordsFor(refusal)}
            <button type="button" className="button" onClick={() => onRetry(requestId)}>
              Send again
            </button>
            <button type="button" className="button button-quiet" onClick={() => onDiscard(requestId)}>
              Discard
            </button>
          </p>
        )}
      </div>
    </li>
  );
};
