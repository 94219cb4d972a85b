import { useState } from 'react';
import type { ReactElement } from 'react';
import { useNow } from '../ui/use-now.ts';
import { timeOfDay } from '../ui/words.ts';
import type { Approval } from './action.ts';
import './approval-question.css';

/** Resolves with whether the answer was taken. */
export type AnswerApproval = (approvalId: string, approved: boolean) => Promise<boolean>;

interface Props {
  readonly approval: Approval;
  /** Absent for those who only watch. */
  readonly onAnswer: AnswerApproval | undefined;
}

/** The bot's question whether it may, with the two answers. */
export function ApprovalQuestion({ approval: { id, title, expiresAt }, onAnswer }: Props): ReactElement {
  const [answered, setAnswered] = useState(false);
  const now = useNow(1_000);
  const expired = expiresAt !== undefined && Date.parse(expiresAt) <= now;
  const answer = async (approved: boolean): Promise<void> => {
    setAnswered(true);
    const taken = await onAnswer?.(id, approved);
    if (!taken) setAnswered(false);
  };
  return (
    <div className="approval">
      <p className="approval-title">{title}</p>
      {expired ? (
        <p className="quiet">The time to answer is over. Nothing was done; ask again if you still want it.</p>
      ) : onAnswer ? (
        <>
          <div className="approval-buttons">
            <button
              type="button"
              className="button button-primary"
              disabled={answered}
              onClick={() => answer(true)}
            >
              Approve
            </button>
            <button type="button" className="button" disabled={answered} onClick={() => answer(false)}>
              No
            </button>
          </div>
          {expiresAt !== undefined && <p className="quiet">You can answer until {timeOfDay(expiresAt)}.</p>}
        </>
      ) : (
        <p className="quiet">The customer has not answered yet.</p>
      )}
    </div>
  );
}
