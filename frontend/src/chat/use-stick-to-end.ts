import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Within so many pixels of the end one is at the end. */
const NEAR = 80;

interface Stick {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly atEnd: boolean;
  readonly toEnd: () => void;
}

/**
 * Keeps a growing list at its end as long as the reader is there, and in place when older messages come in above.
 *
 * @param first names the first message shown
 * @param grows whatever makes the list longer
 */
export function useStickToEnd(first: string | undefined, ...grows: readonly unknown[]): Stick {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const wasAtEnd = useRef(true);
  const before = useRef<{ first: string | undefined; height: number }>({ first, height: 0 });

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = (): void => {
      wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
      setAtEnd(wasAtEnd.current);
    };
    // A keyboard that comes up, a window that shrinks or a long draft would cover the end.
    const resized = new ResizeObserver(() => {
      if (wasAtEnd.current && before.current.first !== undefined) toEnd();
    });
    element.addEventListener('scroll', onScroll, { passive: true });
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resized.disconnect();
    };
  }, [toEnd]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const { first: firstBefore, height } = before.current;
    before.current = { first, height: element.scrollHeight };
    if (atEnd && first !== undefined) toEnd();
    else if (first !== firstBefore) element.scrollTop += element.scrollHeight - height;
    // What grows the list is what this waits for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [first, ...grows]);

  return { scroller, atEnd, toEnd };
}
