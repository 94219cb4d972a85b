import type { ReactElement } from 'react';
import { Avatar } from '../ui/avatar.tsx';
import './empty-state.css';

interface Props {
  readonly name: string | undefined;
  readonly suggestions: readonly string[];
  readonly onSay: (text: string) => void;
}

/** What a conversation shows before its first message. */
export const EmptyState = ({ name, suggestions, onSay }: Props): ReactElement => (
  <div className="empty-state">
    <Avatar kind="bot" />
    <h2>{name === undefined ? 'Hello!' : `Hello, ${name.split(' ')[0] ?? name}!`}</h2>
    <p>Say what you need in your own words, and it gets done.</p>
    {suggestions.length > 0 && (
      <ul className="empty-state-suggestions" aria-label="Suggestions">
        {suggestions.map((text) => (
          <li key={text}>
            <button type="button" className="chip" onClick={() => onSay(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    )}
  </div>
);
