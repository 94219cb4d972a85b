import type { ReactElement } from 'react';
import type { ConnectionState } from '../session/index.ts';
import './connection-banner.css';

const WORDS: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting…',
  online: '',
  reconnecting: 'Connection lost. Reconnecting…',
  offline: 'No connection. What you write is sent as soon as it is back.',
  'signed-out': 'You are signed out.',
};

interface Props {
  readonly state: ConnectionState;
  readonly onSignOut: () => void;
}

/** Says how the connection is whenever it is not simply there. */
export const ConnectionBanner = ({ state, onSignOut }: Props): ReactElement => (
  <div className={`connection connection-${state}`} role="status">
    {WORDS[state]}
    {state === 'signed-out' && (
      <button type="button" className="button" onClick={onSignOut}>
        Sign in again
      </button>
    )}
  </div>
);
