import type { ReactElement } from 'react';
import type { Titles } from './titles.ts';

interface Props {
  readonly words: string;
  readonly titles: Titles;
}

/** What the browser's tab says: what comes first is what is left of it among many. */
export const PageTitle = ({ words, titles }: Props): ReactElement => (
  <title>{[words, titles.service].filter(Boolean).join(' · ')}</title>
);
