import type { Session } from '../session/index.ts';

/** The part of the page's address after `#`. */
export interface AddressBar {
  get(): string;
  /** Makes a new entry in the browser's history. */
  set(hash: string): void;
  /** The returned function ends it. */
  onChange(listener: () => void): () => void;
}

const PREFIX = '#/c/';

/**
 * Keeps the open conversation and the address in step, so that a reload, a link and the back button lead to it.
 *
 * @param openNone what to do where the address names no conversation
 * @returns a function that ends it
 */
export function followRoute(session: Session, addressBar: AddressBar, openNone: () => void): () => void {
  const openFromAddress = (): void => {
    const id = conversationIn(addressBar.get());
    if (id === session.current.get()?.id && session.current.get()) return;
    if (id === undefined) openNone();
    else session.open(id);
  };
  const showInAddress = (): void => {
    const id = session.current.get()?.id;
    const hash = id === undefined ? '' : `${PREFIX}${encodeURIComponent(id)}`;
    if (conversationIn(addressBar.get()) !== id) addressBar.set(hash);
  };
  let unfollowCurrent: (() => void) | undefined;
  const followCurrent = (): void => {
    unfollowCurrent?.();
    unfollowCurrent = session.current.get()?.state.subscribe(showInAddress);
    showInAddress();
  };
  openFromAddress();
  followCurrent();
  const unfollow = [session.current.subscribe(followCurrent), addressBar.onChange(openFromAddress)];
  return () => {
    unfollowCurrent?.();
    for (const end of unfollow) end();
  };
}

function conversationIn(hash: string): string | undefined {
  if (!hash.startsWith(PREFIX)) return undefined;
  try {
    return decodeURIComponent(hash.slice(PREFIX.length)) || undefined;
  } catch {
    return undefined;
  }
}
