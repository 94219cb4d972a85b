import type { ReactElement, ReactNode } from 'react';
import { Avatar } from '../ui/avatar.tsx';
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
    <Avatar kind="bot" />
    <h1>{title}</h1>
    {children}
  </main>
);
