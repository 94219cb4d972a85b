import type { ConversationView, ErrorFrame } from '@agentic-service-bot/protocol';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { OperatorSession } from '../session/index.ts';
import { useTellRefusal } from '../ui/toasts.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly view: ConversationView | undefined;
  /** Whether the conversation is this operator's now. */
  readonly holds: boolean;
  /** False once nothing can be sent any more. */
  readonly connected: boolean;
}

/** What an operator can do with a conversation besides replying. */
export function OperatorActions({ session, view, holds, connected }: Props): ReactElement {
  const tellRefusal = useTellRefusal();
  const [busy, setBusy] = useState(false);
  const [closing, setClosing] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const run = async (asked: Promise<ErrorFrame | undefined>): Promise<void> => {
    pressed.current = true;
    setClosing(false);
    setBusy(true);
    await tellRefusal(asked);
    setBusy(false);
  };
  useEffect(() => {
    // What was pressed is gone, or could not be pressed for a moment.
    if (pressed.current && document.activeElement === document.body) buttons.current?.focus();
  }, [holds, busy, closing]);
  return (
    <div className="operator-actions" ref={buttons} tabIndex={-1}>
      {holds && closing ? (
        <CloseQuestion
          disabled={busy || !connected}
          onYes={() => run(session.close())}
          onNo={() => {
            pressed.current = true;
            setClosing(false);
          }}
        />
      ) : holds ? (
        <>
          <button
            type="button"
            className="button button-primary"
            disabled={busy || !connected}
            onClick={() => run(session.handBack())}
          >
            Hand back
          </button>
          <button
            type="button"
            className="button"
            disabled={busy || !connected}
            onClick={() => setClosing(true)}
          >
            Close
          </button>
        </>
      ) : (
        view !== undefined &&
        view.status !== 'human' && (
          <button
            type="button"
            className="button button-primary"
            disabled={busy || !connected}
            onClick={() => run(session.takeOver())}
          >
            Take over
          </button>
        )
      )}
    </div>
  );
}

interface QuestionProps {
  readonly disabled: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** The customer sees that it is closed, so a slip is asked about. */
const CloseQuestion = ({ disabled, onYes, onNo }: QuestionProps): ReactElement => (
  <>
    <span>Close this conversation?</span>
    <button type="button" className="button button-primary" autoFocus disabled={disabled} onClick={onYes}>
      Close it
    </button>
    <button type="button" className="button" onClick={onNo}>
      Keep it open
    </button>
  </>
);
