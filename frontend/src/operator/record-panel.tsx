import type { SummaryFrame } from '@agentic-service-bot/protocol';
import { useId } from 'react';
import type { ReactElement } from 'react';
import type { AuditTrail, UsageTrail } from '../session/index.ts';
import { useNow } from '../ui/use-now.ts';
import { useObservable } from '../ui/use-observable.ts';
import { AuditItem } from './audit-item.tsx';
import './record-panel.css';
import { SummaryNote } from './summary-note.tsx';
import type { Titles } from '../ui/titles.ts';
import { UsagePanel } from './usage-panel.tsx';

interface Props {
  /** What the person who took the conversation over was told then; absent if nobody here did. */
  readonly summary: SummaryFrame | undefined;
  readonly audit: AuditTrail;
  readonly usage: UsageTrail;
  readonly titles: Titles;
}

/**
 * Beside a conversation: what the person who takes it over should know, what the bot decided and did, and why, and what
 * that took.
 */
export function RecordPanel({ summary, audit, usage, titles }: Props): ReactElement {
  const { phase, records, more } = useObservable(audit.state);
  const now = useNow(60_000);
  const title = useId();
  return (
    <section className="record" aria-label="Record" tabIndex={0}>
      {summary && <SummaryNote summary={summary} />}
      <UsagePanel trail={usage} now={now} />
      <section className="record-audit" aria-labelledby={title}>
        <h2 id={title}>What the assistant did</h2>
        {phase === 'failed' && (
          <p className="quiet">
            The record can’t be read right now.{' '}
            <button type="button" className="button" onClick={() => void audit.refresh()}>
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
              <AuditItem record={record} titles={titles} now={now} />
            </li>
          ))}
        </ol>
        {more && (
          <button type="button" className="button button-quiet" onClick={() => void audit.loadMore()}>
            Show more
          </button>
        )}
      </section>
    </section>
  );
}
