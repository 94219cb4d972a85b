import { useState } from 'react';
import type { ReactElement } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import './rating.css';

/** Resolves with whether the rating was taken. */
export type Rate = (messageId: string, rating: 'up' | 'down') => Promise<boolean>;

/** Two thumbs; the last one counts. */
export function Rating({
  messageId,
  onRate,
}: {
  readonly messageId: string;
  readonly onRate: Rate;
}): ReactElement {
  const [rated, setRated] = useState<'up' | 'down'>();
  const rate = async (rating: 'up' | 'down'): Promise<void> => {
    setRated(rating);
    if (!(await onRate(messageId, rating))) setRated(undefined);
  };
  return (
    <div className="rating">
      <IconButton
        icon="thumbUp"
        label="Good answer"
        aria-pressed={rated === 'up'}
        onClick={() => rate('up')}
      />
      <IconButton
        icon="thumbDown"
        label="Bad answer"
        aria-pressed={rated === 'down'}
        onClick={() => rate('down')}
      />
    </div>
  );
}
