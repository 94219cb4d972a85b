import type { ReactElement, ReactNode } from 'react';
import './notice.css';

/** A page that only has something to say. */
export const Notice = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement => (
  <main className="notice">
    <h1>{title}</h1>
    {children}
  </main>
);
