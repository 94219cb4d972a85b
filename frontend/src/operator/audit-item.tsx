import type { AuditRecord } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import type { Titles } from '../ui/titles.ts';
import { shortTime } from '../ui/words.ts';

type State = NonNullable<AuditRecord['status']> | 'running';

const LOOKS: Readonly<Record<State, { readonly label: string; readonly badge: string }>> = {
  running: { label: 'Not finished', badge: '' },
  done: { label: 'Done', badge: 'badge-good' },
  denied: { label: 'Refused', badge: 'badge-warn' },
  failed: { label: 'Failed', badge: 'badge-bad' },
  unknown: { label: 'Not known', badge: 'badge-warn' },
};

const WAYS: Readonly<Record<AuditRecord['way'], string>> = {
  chat: 'asked for',
  approval: 'after the customer’s answer',
  timer: 'by a routine',
};

interface Props {
  readonly record: AuditRecord;
  readonly titles: Titles;
  readonly now: number;
}

/** One decision of the bot, and what came of it. */
export function AuditItem({ record, titles, now }: Props): ReactElement {
  const { label, badge } = LOOKS[record.status ?? 'running'];
  return (
    <>
      <p className="record-line">
        <span className="record-action">{titles.ofAction(record.action)}</span>
        <span className={`badge ${badge}`}>{label}</span>
        <span className="quiet record-time">{shortTime(record.at, now)}</span>
      </p>
      <p className="quiet">
        {WAYS[record.way]}, on {titles.ofLevel(record.serviceLevel)}
      </p>
      {record.reason !== undefined && (
        // Most are written for the customer: they are who “you” is.
        <p className="quiet">
          <q>{record.reason}</q>
        </p>
      )}
      <details>
        <summary>Details</summary>
        <dl>
          <dt>Input</dt>
          <dd>
            <code>{JSON.stringify(record.input)}</code>
          </dd>
          <dt>Decided by</dt>
          <dd>
            {record.decision === 'allowed' ? 'Allowed' : 'Refused'} · service {record.serviceVersion} · prompt{' '}
            {record.promptVersion}
          </dd>
          <dt>Model</dt>
          <dd>{record.model}</dd>
          <dt>Hash of the input</dt>
          <dd>
            <code>{record.inputHash}</code>
          </dd>
        </dl>
      </details>
    </>
  );
}
