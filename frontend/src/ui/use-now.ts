import { createContext, useContext, useEffect, useState } from 'react';

/** By how much the clock of this device is ahead of the server's, milliseconds. */
export const ClockAhead = createContext(0);

/** The server's time in milliseconds since the epoch, which is that of every time it sends; rendered again every `everyMs`. */
export function useNow(everyMs: number): number {
  const ahead = useContext(ClockAhead);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now - ahead;
}
