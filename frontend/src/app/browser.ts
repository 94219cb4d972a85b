import { hostPage } from '../embed/host-page.ts';
import type { Clock } from '../session/index.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import type { SignInEnvironment } from '../sign-in/sign-in.ts';
import type { SignInSettings } from '../sign-in/settings.ts';
import type { AppEnvironment } from './app-model.ts';

/** What the app takes from a real browser. */
export const browserEnvironment = (
  socketUrl: string,
  signIn: SignInSettings | undefined,
): AppEnvironment => ({
  // In another's page nobody signs in, and to look at the tab's storage may be refused.
  signIn: signIn && !isEmbedded() ? new SignIn(signIn, signInEnvironment()) : undefined,
  host: isEmbedded() ? hostPage(parent, CLOCK) : undefined,
  openSocket: (subprotocols) => new WebSocket(socketUrl, subprotocols),
  fetch: (input, init) => fetch(input, init),
  storage: isEmbedded() ? NO_STORAGE : sessionStorage,
  addressBar: {
    get: () => location.hash,
    set: (hash) => {
      history.pushState(null, '', `${location.pathname}${location.search}${hash}`);
    },
    onChange: (listener) => {
      addEventListener('popstate', listener);
      return () => {
        removeEventListener('popstate', listener);
      };
    },
  },
  greeting: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language },
  clock: CLOCK,
  random: () => Math.random(),
  newId: () => newId(),
});

const CLOCK: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** The widget asks for the page so. */
const isEmbedded = (): boolean => parent !== window && new URLSearchParams(location.search).has('embedded');

/** In another's page browsers may give none, and there is nothing to keep: that page knows who it is. */
const NO_STORAGE: AppEnvironment['storage'] = {
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
};

const signInEnvironment = (): SignInEnvironment => ({
  fetch: (input, init) => fetch(input, init),
  storage: sessionStorage,
  page: {
    address: () => new URL(location.href),
    leaveFor: (address) => location.assign(address),
    rename: (address) => history.replaceState(null, '', address),
  },
  now: () => Date.now(),
});

/** `crypto.randomUUID` exists on secure pages only; these ids need no more than to be unlike each other. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
