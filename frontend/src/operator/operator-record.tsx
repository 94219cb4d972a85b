import type { ReactElement } from 'react';
import { isWorking } from '../chat/working.ts';
import type { Conversation, OperatorSession } from '../session/index.ts';
import { Drawer } from '../ui/drawer.tsx';
import { useObservable } from '../ui/use-observable.ts';
import { RecordPanel } from './record-panel.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly conversation: Conversation;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The record of the open conversation: beside it where there is room, else over it. */
export function OperatorRecord({ session, conversation, open, onClose }: Props): ReactElement | null {
  const { id, entries, phase } = useObservable(conversation.state);
  const directory = useObservable(session.conversations);
  if (id === undefined || phase !== 'ready') return null;
  const status = directory.conversations.find((view) => view.id === id)?.status ?? 'bot';
  const panel = <RecordPanel session={session} conversationId={id} working={isWorking(entries, status)} />;
  return (
    <>
      <div className="operator-page-record">{panel}</div>
      <Drawer title="Record" side="end" open={open} onClose={onClose}>
        {panel}
      </Drawer>
    </>
  );
}
