import { useRef } from 'react';
import type { ReactElement } from 'react';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { ActionState, ShownAction } from './action.ts';
import { ApprovalQuestion } from './approval-question.tsx';
import type { AnswerApproval } from './approval-question.tsx';
import './action-card.css';

const LOOKS: Readonly<Record<ActionState, { readonly label: string; readonly icon?: IconName }>> = {
  running: { label: 'Working on it…' },
  asking: { label: 'Needs your approval', icon: 'ask' },
  done: { label: 'Done', icon: 'check' },
  denied: { label: 'Not allowed', icon: 'lock' },
  asked: { label: 'Asked back', icon: 'ask' },
  failed: { label: 'Did not work', icon: 'cross' },
  unknown: { label: 'Outcome not known', icon: 'ask' },
  declined: { label: 'Not approved', icon: 'cross' },
  withdrawn: { label: 'Withdrawn', icon: 'cross' },
  stopped: { label: 'Not started', icon: 'cross' },
};

interface Props {
  readonly action: ShownAction;
  /** Whether the bot says the rest in its own words, so that the card need not. */
  readonly explained: boolean;
  /** Absent for those who only watch. */
  readonly onAnswer?: AnswerApproval | undefined;
}

/** One action of the bot: what it is and what came of it, and why where nobody else says so. */
export function ActionCard({ action, explained, onAnswer }: Props): ReactElement {
  const { title, about, state, reason, requiredLevel, approval } = action;
  const { label, icon } = LOOKS[state];
  const card = useRef<HTMLDivElement>(null);
  const answer: AnswerApproval | undefined =
    onAnswer &&
    ((approvalId, approved) => {
      // The buttons go: one stays with what was asked.
      card.current?.focus();
      return onAnswer(approvalId, approved);
    });
  return (
    <div ref={card} className={`action-card action-${state}`} role="group" aria-label={title} tabIndex={-1}>
      <p className="action-card-line">
        {icon ? <Icon name={icon} /> : <span className="spinner" aria-hidden="true" />}
        <span className="action-card-title">{title}</span>
        <span className="action-card-state">{requiredLevel ? `Needs ${requiredLevel}` : label}</span>
      </p>
      {about !== '' && !approval && <p className="action-card-about">{about}</p>}
      {(!explained || state === 'withdrawn') && reason && <p className="action-card-reason">{reason}</p>}
      {approval && <ApprovalQuestion approval={approval} onAnswer={answer} />}
    </div>
  );
}
