import { asksBack } from '@agentic-service-bot/protocol';
import type { AuditRecord } from '@agentic-service-bot/protocol';
import { Fragment } from 'react';
import type { ReactElement } from 'react';
import { inputFields } from '../chat/input-fields.ts';
import type { Titles } from '../ui/titles.ts';
import { fullTime } from '../ui/words.ts';

type State = NonNullable<AuditRecord['status']> | 'running' | 'asked';

const LOOKS: Readonly<Record<State, { readonly label: string; readonly badge: string }>> = {
  running: { label: 'Not finished', badge: '' },
  done: { label: 'Done', badge: 'badge-good' },
  denied: { label: 'Refused', badge: 'badge-warn' },
  asked: { label: 'Asked back', badge: '' },
  failed: { label: 'Failed', badge: 'badge-bad' },
  unknown: { label: 'Not known', badge: 'badge-warn' },
};

const WAYS: Readonly<Record<AuditRecord['way'], string>> = {
  chat: 'Asked for',
  approval: 'After the customer’s answer',
  timer: 'By a routine',
};

interface Props {
  readonly record: AuditRecord;
  readonly titles: Titles;
  readonly now: number;
}

/** One decision of the bot, and what came of it. */
export function AuditItem({ record, titles, now }: Props): ReactElement {
  const { label, badge } = LOOKS[asksBack(record) ? 'asked' : (record.status ?? 'running')];
  return (
    <>
      <p className="record-line">
        <span className="record-action">{titles.ofAction(record.action)}</span>
        <span className={`badge ${badge}`}>{label}</span>
      </p>
      <p className="quiet">
        {WAYS[record.way]}, on {titles.ofLevel(record.serviceLevel)} ·{' '}
        <time dateTime={record.at}>{fullTime(record.at, now)}</time>
      </p>
      {record.reason !== undefined && (
        // Quoted: most are written for the customer, who is “you” in them.
        <blockquote className="quiet record-reason">{record.reason}</blockquote>
      )}
      <details>
        <summary>Details</summary>
        <dl>
          {inputFields(record.input).map(({ name, value }) => (
            <Fragment key={name}>
              <dt>{name || 'Input'}</dt>
              <dd>{String(value)}</dd>
            </Fragment>
          ))}
          <dt>Decided by</dt>
          <dd>
            {record.decision === 'allowed' ? 'Allowed' : 'Refused'} · service {record.serviceVersion} · prompt{' '}
            {record.promptVersion}
          </dd>
          <dt>Model</dt>
          <dd>{record.model}</dd>
        </dl>
      </details>
    </>
  );
}
