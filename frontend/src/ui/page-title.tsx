import type { ReactElement } from 'react';

/** What the browser's tab says: what comes first is what is left of it among many. */
export const PageTitle = ({ words }: { readonly words: string }): ReactElement => (
  <title>{`${words} · Agentic Service Bot`}</title>
);
