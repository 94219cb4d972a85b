import { useId } from 'react';
import type { ReactElement } from 'react';
import type { ReplyUsage, UsageTrail } from '../session/index.ts';
import { useObservable } from '../ui/use-observable.ts';
import { fullTime } from '../ui/words.ts';
import { figuresOf } from './usage-figures.ts';
import { costInWords, time, tokensInWords, waitInWords } from './usage-words.ts';
import './usage-panel.css';

interface Props {
  readonly trail: UsageTrail;
  readonly now: number;
}

/** What the models took to write a conversation's replies: tokens, the wait for the first of them, money. */
export function UsagePanel({ trail, now }: Props): ReactElement {
  const { phase, replies, more } = useObservable(trail.state);
  const title = useId();
  return (
    <section className="usage" aria-labelledby={title}>
      <h2 id={title}>What the replies took</h2>
      {phase === 'failed' && (
        <p className="quiet">
          This can’t be read right now.{' '}
          <button type="button" className="button" onClick={() => void trail.refresh()}>
            Try again
          </button>
        </p>
      )}
      {phase === 'ready' && replies.length === 0 && (
        <p className="quiet">
          {more ? 'No model was asked for the latest messages.' : 'Nothing yet: no model has been asked.'}
        </p>
      )}
      {replies.length > 0 && (
        <>
          <Figures replies={replies} />
          <details>
            <summary>Reply by reply</summary>
            <ol className="usage-replies">
              {replies.map((reply) => (
                <li key={reply.messageId}>
                  <ReplyItem reply={reply} now={now} />
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
      {more && (
        <p className="quiet">
          Of the latest messages only.{' '}
          <button type="button" className="button" onClick={() => void trail.loadMore()}>
            Add older ones
          </button>
        </p>
      )}
    </section>
  );
}

function Figures({ replies }: { readonly replies: readonly ReplyUsage[] }): ReactElement {
  const figures = figuresOf(replies);
  return (
    <dl className="usage-figures">
      <dt>Tokens</dt>
      <dd>{tokensInWords(figures)}</dd>
      <dt>First token</dt>
      <dd>{waitInWords(figures)}</dd>
      <dt>Cost</dt>
      <dd>{costInWords(figures)}</dd>
    </dl>
  );
}

function ReplyItem({ reply, now }: { readonly reply: ReplyUsage; readonly now: number }): ReactElement {
  const figures = figuresOf([reply]);
  const models = new Set(reply.steps.map(({ model }) => model));
  const ms = reply.steps.reduce((total, step) => total + step.ms, 0);
  return (
    <>
      <p>{[...models].join(', ')}</p>
      <p className="quiet">
        <time dateTime={reply.at}>{fullTime(reply.at, now)}</time> · {tokensInWords(figures)} · first token{' '}
        {waitInWords(figures)}, all {time(ms)} · {costInWords(figures)}
      </p>
    </>
  );
}
