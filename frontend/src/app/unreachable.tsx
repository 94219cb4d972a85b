import type { ReactElement } from 'react';
import { Notice } from './notice.tsx';

/** The page is there, the server is not. */
export const Unreachable = ({ onRetry }: { readonly onRetry: () => void }): ReactElement => (
  <Notice title="The server can’t be reached">
    <p>Check that it runs and that you are online, then try again.</p>
    <button type="button" className="button button-primary" onClick={onRetry}>
      Try again
    </button>
  </Notice>
);
