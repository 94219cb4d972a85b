import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { WayOut } from '../app/app-model.ts';
import { ConnectionBanner } from '../chat/connection-banner.tsx';
import type { OperatorSession } from '../session/index.ts';
import { AppBar } from '../ui/app-bar.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { SkipButton } from '../ui/skip-button.tsx';
import { Titles } from '../ui/titles.ts';
import { useTellRefusal } from '../ui/toasts.tsx';
import { ClockAhead } from '../ui/use-now.ts';
import { useObservable } from '../ui/use-observable.ts';
import { Inbox } from './inbox.tsx';
import { OperatorChat } from './operator-chat.tsx';
import './operator-page.css';
import { OperatorRecord } from './operator-record.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly wayOut: WayOut;
  readonly onSignOut: () => void;
}

/** Customer service at work: the inbox and the conversation that is open. */
export function OperatorPage({ session, wayOut, onSignOut }: Props): ReactElement {
  const welcome = useObservable(session.welcome);
  const connection = useObservable(session.connection);
  const directory = useObservable(session.conversations);
  const current = useObservable(session.current);
  const clockAhead = useObservable(session.clockAhead);
  const tellRefusal = useTellRefusal();
  const [recordOpen, setRecordOpen] = useState(false);
  const waiting = directory.conversations.filter(({ status }) => status === 'waiting').length;
  const titles = useMemo(() => new Titles(welcome), [welcome]);
  const inbox = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLElement>(null);
  const key = current?.key;
  const shown = useRef(key);
  useEffect(() => {
    if (shown.current === key) return;
    shown.current = key;
    // On a phone one takes the other's place, and what was pressed goes with it.
    const focused = document.activeElement;
    if (focused?.checkVisibility() !== true || focused === document.body)
      (key === undefined ? inbox : main).current?.focus();
  }, [key]);
  return (
    <ClockAhead value={clockAhead}>
      <div className={current ? 'operator-page operator-page-open' : 'operator-page'}>
        <PageTitle words={waiting === 0 ? 'Customer service' : `${waiting} waiting`} titles={titles} />
        {current && <SkipButton label="Skip to the messages" to={main} />}
        <AppBar
          brand={titles.service}
          person={welcome?.principal.name}
          note="Customer service"
          wayOut={wayOut}
          onSignOut={onSignOut}
        />
        <div className="operator-page-inbox" ref={inbox} tabIndex={-1}>
          <Inbox
            directory={directory}
            waiting={waiting}
            titles={titles}
            currentId={current?.id}
            onOpen={(id) => session.open(id)}
            onMore={() => void tellRefusal(session.loadMoreConversations())}
          />
        </div>
        <main className="operator-page-main" ref={main} tabIndex={-1}>
          <ConnectionBanner state={connection} onSignOut={onSignOut} />
          {current ? (
            <OperatorChat
              key={current.key}
              session={session}
              conversation={current}
              titles={titles}
              onShowRecord={() => setRecordOpen(true)}
            />
          ) : (
            <p className="operator-page-hint quiet">Open a conversation to follow it live.</p>
          )}
        </main>
        {current && (
          <OperatorRecord
            key={`record ${current.key}`}
            session={session}
            conversation={current}
            titles={titles}
            open={recordOpen}
            onClose={() => setRecordOpen(false)}
          />
        )}
      </div>
    </ClockAhead>
  );
}
