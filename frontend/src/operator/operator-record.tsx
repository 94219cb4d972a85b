import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { isWorking } from '../chat/working.ts';
import type { Conversation, OperatorSession } from '../session/index.ts';
import { Drawer } from '../ui/drawer.tsx';
import type { Titles } from '../ui/titles.ts';
import { useObservable } from '../ui/use-observable.ts';
import { RecordPanel } from './record-panel.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly conversation: Conversation;
  readonly titles: Titles;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The record of the open conversation: beside it where there is room, else over it. */
export function OperatorRecord(props: Props): ReactElement | null {
  const { id, phase } = useObservable(props.conversation.state);
  return id === undefined || phase !== 'ready' ? null : <OpenRecord {...props} id={id} />;
}

/** Read anew whenever the bot begins or ends something. */
function OpenRecord({
  session,
  conversation,
  titles,
  open,
  onClose,
  id,
}: Props & { readonly id: string }): ReactElement {
  const { entries } = useObservable(conversation.state);
  const directory = useObservable(session.conversations);
  const summary = useObservable(session.summary);
  const [{ audit, usage }] = useState(() => ({
    audit: session.auditTrail(id),
    usage: session.usageTrail(id),
  }));
  const status = directory.conversations.find((view) => view.id === id)?.status ?? 'bot';
  const working = isWorking(entries, status);
  useEffect(() => {
    void audit.refresh();
    // What a reply took stands with it once it has ended.
    if (!working || usage.state.get().phase === 'loading') void usage.refresh();
  }, [audit, usage, working]);
  const panel = (
    <RecordPanel
      summary={summary?.conversationId === id ? summary : undefined}
      audit={audit}
      usage={usage}
      titles={titles}
    />
  );
  return (
    <>
      <div className="operator-page-record">{panel}</div>
      <Drawer title="Record" side="end" open={open} onClose={onClose}>
        {panel}
      </Drawer>
    </>
  );
}
