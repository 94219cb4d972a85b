import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { WayOut } from '../app/app-model.ts';
import { ConnectionBanner } from '../chat/connection-banner.tsx';
import type { CustomerSession } from '../session/index.ts';
import { AppBar } from '../ui/app-bar.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { SkipButton } from '../ui/skip-button.tsx';
import { Titles } from '../ui/titles.ts';
import { useTellRefusal } from '../ui/toasts.tsx';
import { ClockAhead } from '../ui/use-now.ts';
import { useObservable } from '../ui/use-observable.ts';
import { ConversationList } from './conversation-list.tsx';
import { CustomerChat } from './customer-chat.tsx';
import { PlanPanel } from './plan-panel.tsx';
import './customer-page.css';

interface Props {
  readonly session: CustomerSession;
  readonly wayOut: WayOut;
  readonly onSignOut: () => void;
}

/** Where the focus belongs of who has just come: in the field, but not where that brings up a keyboard over all. */
const placeToBegin = (main: HTMLElement): HTMLElement =>
  (matchMedia('(pointer: fine)').matches ? main.querySelector('textarea') : null) ?? main;

/** All that a customer sees: their conversations, the open one, their plan. */
export function CustomerPage({ session, wayOut, onSignOut }: Props): ReactElement {
  const welcome = useObservable(session.welcome);
  const connection = useObservable(session.connection);
  const directory = useObservable(session.conversations);
  const current = useObservable(session.current);
  const clockAhead = useObservable(session.clockAhead);
  const tellRefusal = useTellRefusal();
  const main = useRef<HTMLElement>(null);
  const [drawer, setDrawer] = useState<'conversations' | 'plan'>();
  const titles = useMemo(() => new Titles(welcome), [welcome]);
  /** The conversation that was begun from here. */
  const [begun, setBegun] = useState<string>();
  const isEmbedded = wayOut === 'none';
  useEffect(() => {
    const arrive = (): void => {
      if (document.activeElement === document.body && main.current) placeToBegin(main.current).focus();
    };
    arrive();
    // Where the page around has opened the chat again.
    if (isEmbedded) addEventListener('focus', arrive);
    return () => removeEventListener('focus', arrive);
  }, [isEmbedded]);
  const close = (): void => setDrawer(undefined);
  const openNew = (): void => {
    session.openNew();
    setBegun(session.current.get()?.key);
    close();
  };
  const plan = <PlanPanel welcome={welcome} titles={titles} />;
  const list = (
    <ConversationList
      directory={directory}
      currentId={current?.id}
      onOpen={(id) => {
        session.open(id);
        close();
      }}
      onNew={openNew}
      onMore={() => void tellRefusal(session.loadMoreConversations())}
    />
  );
  return (
    <ClockAhead value={clockAhead}>
      <div className="customer-page">
        <SkipButton label="Skip to the messages" to={main} />
        <AppBar
          brand={titles.service}
          person={welcome?.principal.name}
          note={welcome?.serviceLevel?.title}
          wayOut={wayOut}
          onSignOut={onSignOut}
          start={
            <IconButton
              icon="menu"
              label="Conversations"
              className="customer-page-menu"
              onClick={() => setDrawer('conversations')}
            />
          }
          end={
            <IconButton
              icon="plan"
              label="Your plan"
              className="customer-page-plan"
              onClick={() => setDrawer('plan')}
            />
          }
        />
        <div className="customer-page-conversations">{list}</div>
        <main className="customer-page-main" ref={main} tabIndex={-1}>
          <ConnectionBanner state={connection} onSignOut={onSignOut} />
          {current && (
            <CustomerChat
              key={current.key}
              session={session}
              conversation={current}
              titles={titles}
              begun={current.key === begun}
              onNew={openNew}
            />
          )}
        </main>
        <div className="customer-page-aside">{plan}</div>
        <Drawer title="Conversations" side="start" open={drawer === 'conversations'} onClose={close}>
          {list}
        </Drawer>
        <Drawer title="Plan" side="end" open={drawer === 'plan'} onClose={close}>
          {plan}
        </Drawer>
      </div>
    </ClockAhead>
  );
}
