import type { SummaryFrame } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';

/** What the bot tells the person who takes over. */
export const SummaryNote = ({ summary }: { readonly summary: SummaryFrame }): ReactElement => (
  <div className="record-summary">
    <h2>When you took over</h2>
    {summary.reason !== undefined && <p>{summary.reason}</p>}
    {summary.unanswered.length === 0 ? (
      <p className="quiet">Every message had its answer.</p>
    ) : (
      <>
        <p className="quiet">Not answered yet:</p>
        <ul>
          {summary.unanswered.map((text, index) => (
            <li key={index}>
              <q>{text}</q>
            </li>
          ))}
        </ul>
      </>
    )}
  </div>
);
