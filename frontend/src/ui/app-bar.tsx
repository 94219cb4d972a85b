import type { ReactElement, ReactNode } from 'react';
import { Avatar } from './avatar.tsx';
import './app-bar.css';

interface Props {
  /** Whose product it is. */
  readonly brand: string;
  readonly person: string | undefined;
  /** What there is to say about the person. */
  readonly note: string | undefined;
  readonly wayOut: 'switch' | 'sign-out' | 'none';
  readonly onSignOut: () => void;
  readonly start?: ReactNode;
  readonly end?: ReactNode;
}

/** The bar over every page: whose product it is, who is using it. */
export const AppBar = ({ brand, person, note, wayOut, onSignOut, start, end }: Props): ReactElement => (
  <header className="app-bar">
    {start}
    <h1 className="app-bar-brand">
      <Avatar kind="bot" />
      <span className="app-bar-title">{brand}</span>
    </h1>
    <div className="app-bar-person">
      {person !== undefined && <span className="app-bar-name">{person}</span>}
      {note !== undefined && <span className="badge badge-accent">{note}</span>}
    </div>
    {end}
    {wayOut !== 'none' && (
      <button type="button" className="button button-quiet" onClick={onSignOut}>
        {wayOut === 'switch' ? 'Switch' : 'Sign out'}
        {wayOut === 'switch' && <span className="visually-hidden"> to somebody else</span>}
      </button>
    )}
  </header>
);
