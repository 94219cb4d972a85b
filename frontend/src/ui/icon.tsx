import type { ReactElement } from 'react';

const PATHS = {
  ask: 'M9.5 9a2.5 2.5 0 1 1 3.6 2.2c-.8.5-1.1 1-1.1 1.8M12 16.5v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  cross: 'M8.5 8.5l7 7M15.5 8.5l-7 7M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z',
  list: 'M8.5 6.500h11M8.500 12h11M8.500 17.500h11M4.500 6.500h.100M4.500 12h.100M4.500 17.500h.100',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.500-5.500s6.700 1.900 7.500 5.500',
  plan: 'M5 4h14v16H5zM8.500 9h7M8.500 13h7M8.500 17h4',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12l16-7-6 15-3-6z',
  stop: 'M7 7h10v10H7z',
  thumbDown: 'M7 4h9.500l3 7.500V14h-6l1 5.500-1.500.500L8.500 14H7zM7 4H4v10h3',
  thumbUp: 'M7 20h9.500l3-7.500V10h-6l1-5.500L13 4l-4.500 6H7zM7 20H4V10h3',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside or in place of words; whoever can't see it gets them from elsewhere. */
export const Icon = ({ name }: { readonly name: IconName }): ReactElement => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
