import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';
import './avatar.css';

/** Stands beside a name, so it says nothing itself. */
export const Avatar = ({
  name,
  kind,
}: {
  readonly name?: string;
  readonly kind: 'bot' | 'person';
}): ReactElement => (
  <span className={`avatar avatar-${kind}`} aria-hidden="true">
    {kind === 'bot' ? <BotFace /> : name ? initialsOf(name) : <Icon name="person" />}
  </span>
);

const BotFace = (): ReactElement => (
  <svg className="icon" viewBox="0 0 24 24" focusable="false">
    <path d="M12 4v3M6 7h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM9 12v1M15 12v1" />
  </svg>
);

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/u).filter(Boolean);
  return (
    [words[0], words.length > 1 ? words.at(-1) : undefined]
      // By character, not by code unit: half an emoji is none.
      .map((word = '') => /^./su.exec(word)?.[0].toUpperCase() ?? '')
      .join('')
  );
};
