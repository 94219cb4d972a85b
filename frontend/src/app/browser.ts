import { SignIn } from '../sign-in/sign-in.ts';
import type { SignInEnvironment } from '../sign-in/sign-in.ts';
import type { SignInSettings } from '../sign-in/settings.ts';
import type { AppEnvironment } from './app-model.ts';

/** What the app takes from a real browser. */
export const browserEnvironment = (
  socketUrl: string,
  signIn: SignInSettings | undefined,
): AppEnvironment => ({
  signIn: signIn && new SignIn(signIn, SIGN_IN),
  openSocket: (subprotocols) => new WebSocket(socketUrl, subprotocols),
  fetch: (input, init) => fetch(input, init),
  storage: sessionStorage,
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
  clock: {
    now: () => Date.now(),
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  },
  random: () => Math.random(),
  newId: () => newId(),
});

const SIGN_IN: SignInEnvironment = {
  fetch: (input, init) => fetch(input, init),
  storage: sessionStorage,
  page: {
    address: () => new URL(location.href),
    leaveFor: (address) => location.assign(address),
    rename: (address) => history.replaceState(null, '', address),
  },
  now: () => Date.now(),
};

/** `crypto.randomUUID` exists on secure pages only; these ids need no more than to be unlike each other. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
