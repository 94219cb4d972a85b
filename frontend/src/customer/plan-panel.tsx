import type { WelcomeFrame } from '@agentic-service-bot/protocol';
import type { ReactElement } from 'react';
import { Icon } from '../ui/icon.tsx';
import type { Titles } from '../ui/titles.ts';
import { inWords } from '../ui/words.ts';
import './plan-panel.css';

type ActionInfo = NonNullable<WelcomeFrame['actions']>[number];

interface Props {
  readonly welcome: WelcomeFrame | undefined;
  readonly titles: Titles;
}

/** The customer's service level, what it costs and allows, and what the rest would need. */
export function PlanPanel({ welcome, titles }: Props): ReactElement {
  const actions = welcome?.actions ?? [];
  const level = welcome?.levels?.find(({ name }) => name === welcome.serviceLevel?.name);
  return (
    <section className="plan" aria-labelledby="plan-title" tabIndex={0}>
      <h2 id="plan-title">Your plan</h2>
      <p className="plan-level">{welcome?.serviceLevel?.title ?? '…'}</p>
      {level && (
        <ul className="plan-terms quiet">
          {level.price !== undefined && <li>{inWords(level.price)}</li>}
          {level.limits?.map(({ name, most }) => (
            <li key={name}>
              {inWords(name)}: up to {most}
            </li>
          ))}
        </ul>
      )}
      <ul className="plan-actions">
        {actions.map((action) => (
          <PlanAction key={action.name} action={action} titles={titles} />
        ))}
      </ul>
    </section>
  );
}

interface PlanActionProps {
  readonly action: ActionInfo;
  readonly titles: Titles;
}

const PlanAction = ({ action, titles }: PlanActionProps): ReactElement => {
  const { title, description, allowed, requiredLevel } = action;
  return (
    <li className={allowed ? 'plan-action' : 'plan-action plan-action-locked'}>
      <Icon name={allowed ? 'check' : 'lock'} />
      <div>
        <p className="plan-action-title">
          {title}{' '}
          {!allowed && <span className="badge badge-warn">Needs {titles.ofLevel(requiredLevel)}</span>}
          {allowed && <span className="visually-hidden">(included)</span>}
        </p>
        <p className="quiet">{description}</p>
      </div>
    </li>
  );
};
