import type { ConversationView, ErrorFrame } from '@agentic-service-bot/protocol';
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { OperatorSession } from '../session/index.ts';
import { useTellRefusal } from '../ui/toasts.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly view: ConversationView | undefined;
  /** Whether the conversation is this operator's now. */
  readonly holds: boolean;
}

/** What an operator can do with a conversation besides replying. */
export function OperatorActions({ session, view, holds }: Props): ReactElement {
  const tellRefusal = useTellRefusal();
  const [busy, setBusy] = useState(false);
  const run = async (asked: Promise<ErrorFrame | undefined>): Promise<void> => {
    setBusy(true);
    await tellRefusal(asked);
    setBusy(false);
  };
  return (
    <div className="operator-actions">
      {holds ? (
        <>
          <button
            type="button"
            className="button button-primary"
            disabled={busy}
            onClick={() => run(session.handBack())}
          >
            Hand back
          </button>
          <button type="button" className="button" disabled={busy} onClick={() => run(session.close())}>
            Close
          </button>
        </>
      ) : (
        view !== undefined &&
        view.status !== 'human' && (
          <button
            type="button"
            className="button button-primary"
            disabled={busy}
            onClick={() => run(session.takeOver())}
          >
            Take over
          </button>
        )
      )}
    </div>
  );
}
