import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { TranscriptEntry } from '../session/index.ts';
import { Hearing } from './hearing.ts';
import type { Viewer } from './viewer.ts';

interface Props extends Viewer {
  readonly entries: readonly TranscriptEntry[];
  /** Whether the messages that there are have been loaded. */
  readonly ready: boolean;
}

/** Tells a screen reader what others say, each message once and whole: the transcript itself, which grows word by word, is silent. */
export function Announcer({ entries, ready, viewer, viewerName }: Props): ReactElement {
  const region = useRef<HTMLParagraphElement>(null);
  const [hearing] = useState(() => new Hearing());
  useEffect(() => {
    const words = ready ? hearing.next(entries, { viewer, viewerName }) : '';
    // What was said before stays until there is something new: to take it away is no news.
    if (words !== '' && region.current) region.current.textContent = words;
  }, [entries, ready, hearing, viewer, viewerName]);
  return <p className="visually-hidden" role="status" aria-label="Latest message" ref={region} />;
}
