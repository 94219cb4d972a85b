import type { ReactElement, RefObject } from 'react';
import './skip-button.css';

interface Props {
  readonly label: string;
  readonly to: RefObject<HTMLElement | null>;
}

/** The first thing that the keyboard reaches: over a long list, to what the page is for. A link would change the address. */
export const SkipButton = ({ label, to }: Props): ReactElement => (
  <button type="button" className="button button-primary skip-button" onClick={() => to.current?.focus()}>
    {label}
  </button>
);
