import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Conversation, OperatorSession } from '../session/index.ts';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../ui/use-observable.ts';
import { AuditItem } from './audit-item.tsx';
import './record-panel.css';
import { SummaryNote } from './summary-note.tsx';

interface Props {
  readonly session: OperatorSession;
  readonly conversationId: NonNullable<Conversation['id']>;
  /** Whether the bot is at something: when that changes the record is read again. */
  readonly working: boolean;
}

/** Beside a conversation: what the person who takes it over should know, and what the bot decided and did, and why. */
export function RecordPanel({ session, conversationId, working }: Props): ReactElement {
  const [trail] = useState(() => session.auditTrail(conversationId));
  const { phase, records, more } = useObservable(trail.state);
  const summary = useObservable(session.summary);
  const now = useNow(60_000);
  useEffect(() => {
    void trail.refresh();
  }, [trail, working]);
  return (
    <section className="record" aria-labelledby="record-title" tabIndex={0}>
      {summary?.conversationId === conversationId && <SummaryNote summary={summary} />}
      <h2 id="record-title">What the assistant did</h2>
      {phase === 'failed' && (
        <p className="quiet">
          The record can’t be read right now.{' '}
          <button type="button" className="button" onClick={() => void trail.refresh()}>
            Try again
          </button>
        </p>
      )}
      {phase === 'ready' && records.length === 0 && (
        <p className="quiet">Nothing yet: it has only talked. Each action that it tries stands here.</p>
      )}
      <ol className="record-list">
        {records.map((record) => (
          <li key={`${record.messageId}-${record.step}-${record.call}`}>
            <AuditItem record={record} now={now} />
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" className="button button-quiet" onClick={() => void trail.loadMore()}>
          Show more
        </button>
      )}
    </section>
  );
}
