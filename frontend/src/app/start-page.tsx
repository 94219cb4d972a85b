import type { ReactElement } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import { inWords } from '../ui/words.ts';
import type { People } from './people.ts';
import './start-page.css';

interface Props {
  readonly people: People;
  readonly onChoose: (id: string) => void;
}

/** The first page of the demo: who to be. */
export const StartPage = ({ people, onChoose }: Props): ReactElement => (
  <main className="start-page">
    <header className="start-page-intro">
      <Avatar kind="bot" />
      <h1>Choose who you are</h1>
      <p>
        Talk to the assistant as one of its customers
        {people.operators.length > 0 && ', or sit down on the other side and answer as customer service'}.
        What a customer may do depends on their plan.
      </p>
    </header>
    <section aria-labelledby="customers">
      <h2 id="customers">Customers</h2>
      <ul className="start-page-people">
        {people.customers.map(({ id, name, serviceLevel }) => (
          <li key={id}>
            <Person name={name} note={inWords(serviceLevel)} onClick={() => onChoose(id)} />
          </li>
        ))}
      </ul>
    </section>
    {people.operators.length > 0 && (
      <section aria-labelledby="operators">
        <h2 id="operators">Customer service</h2>
        <ul className="start-page-people">
          {people.operators.map(({ id, name }) => (
            <li key={id}>
              <Person name={name} note="Operator" onClick={() => onChoose(id)} />
            </li>
          ))}
        </ul>
      </section>
    )}
    <p className="quiet">This is a demo: the people are made up and no money moves.</p>
  </main>
);

interface PersonProps {
  readonly name: string;
  readonly note: string;
  readonly onClick: () => void;
}

const Person = ({ name, note, onClick }: PersonProps): ReactElement => (
  <button type="button" className="person-card" onClick={onClick}>
    <Avatar kind="person" name={name} />
    <span className="person-card-words">
      <span className="person-card-name">{name}</span> <span className="quiet">{note}</span>
    </span>
  </button>
);
