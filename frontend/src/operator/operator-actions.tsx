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
  const buttons = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const run = async (asked: Promise<ErrorFrame | undefined>): Promise<void> => {
    pressed.current = true;
    setBusy(true);
    await tellRefusal(asked);
    setBusy(false);
  };
  useEffect(() => {
    // What was pressed is gone, or could not be pressed for a moment.
    if (pressed.current && document.activeElement === document.body) buttons.current?.focus();
  }, [holds, busy]);
  return (
    <div className="operator-actions" ref={buttons} tabIndex={-1}>
      {holds ? (
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
            onClick={() => run(session.close())}
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
