import type { WelcomeFrame } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import type { ActionInfo } from '../chat/action.ts';
import { Icon } from '../ui/icon.tsx';
import { levelTitle } from '../ui/words.ts';
import './plan-panel.css';

/** The customer's service level, what it allows, and what the rest would need. */
export function PlanPanel({ welcome }: { readonly welcome: WelcomeFrame | undefined }): ReactElement {
  const actions = welcome?.actions ?? [];
  return (
    <section className="plan" aria-labelledby="plan-title" tabIndex={0}>
      <h2 id="plan-title">Your plan</h2>
      <p className="plan-level">{welcome?.serviceLevel?.title ?? '…'}</p>
      <ul className="plan-actions">
        {actions.map((action) => (
          <PlanAction key={action.name} action={action} />
        ))}
      </ul>
    </section>
  );
}

const PlanAction = ({ action }: { readonly action: ActionInfo }): ReactElement => {
  const { title, description, allowed, requiredLevel } = action;
  return (
    <li className={allowed ? 'plan-action' : 'plan-action plan-action-locked'}>
      <Icon name={allowed ? 'check' : 'lock'} />
      <div>
        <p className="plan-action-title">
          {title} {!allowed && <span className="badge badge-warn">Needs {levelTitle(requiredLevel)}</span>}
          {allowed && <span className="visually-hidden">(included)</span>}
        </p>
        <p className="quiet">{description}</p>
      </div>
    </li>
  );
};
