import type { Principal } from '@agentic-service-bot/protocol';
import { CustomerSession, OperatorSession } from '../session/index.ts';
import type { Observable, SessionEnvironment } from '../session/index.ts';
import { Cell } from '../session/observable.ts';
import type { HostPage } from '../embed/host-page.ts';
import { roleOf } from '../sign-in/role-of.ts';
import { SignInRefused } from '../sign-in/sign-in.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { fetchPeople, fetchToken } from './people.ts';
import type { People } from './people.ts';
import { followRoute } from './route.ts';
import type { AddressBar } from './route.ts';

const CHOSEN = 'demo-principal';

/** Where a person is with the app. */
export type AppState =
  | { readonly phase: 'loading' }
  /** The server could not be reached. */
  | { readonly phase: 'failed' }
  /** The server is no demo: one has to come with a token of one's own. */
  | { readonly phase: 'no-demo' }
  /** One has to sign in at the issuer; `refused` says that it was tried and did not work. */
  | { readonly phase: 'sign-in'; readonly refused: boolean }
  | { readonly phase: 'choosing'; readonly people: People }
  | { readonly phase: 'customer'; readonly session: CustomerSession }
  | { readonly phase: 'operator'; readonly session: OperatorSession };

/** What the app takes from the browser. */
export interface AppEnvironment extends Omit<SessionEnvironment, 'fetchToken'> {
  readonly fetch: typeof globalThis.fetch;
  /** Keeps who was chosen, in this tab only; no token is ever kept. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly addressBar: AddressBar;
  /** Present where people sign in at an issuer. */
  readonly signIn: SignIn | undefined;
  /** Present where this page is embedded in another, which knows who the customer is. */
  readonly host: HostPage | undefined;
}

/** How one leaves: for somebody else of the demo, by signing out, or not at all, in another's page. */
export type WayOut = 'switch' | 'sign-out' | 'none';

/** Who is using the app, from signing in, or the choice of a demo principal, to signing out. */
export class AppModel {
  readonly #environment: AppEnvironment;
  readonly #state = new Cell<AppState>({ phase: 'loading' });
  #leave: () => void = () => undefined;

  constructor(environment: AppEnvironment) {
    this.#environment = environment;
  }

  get state(): Observable<AppState> {
    return this.#state;
  }

  get wayOut(): WayOut {
    if (this.#environment.host) return 'none';
    return this.#environment.signIn ? 'sign-out' : 'switch';
  }

  /** Goes on as whoever was there before a reload; else asks who it is. */
  async load(): Promise<void> {
    this.#state.set({ phase: 'loading' });
    const { signIn, host } = this.#environment;
    if (host) return this.#enter('customer', () => host.token());
    try {
      await (signIn === undefined ? this.#loadDemo() : this.#loadSignedIn(signIn));
    } catch (error) {
      if (error instanceof SignInRefused) this.#state.set({ phase: 'sign-in', refused: true });
      else this.#state.set({ phase: 'failed' });
    }
  }

  /** Leaves for the issuer's page. */
  async signIn(): Promise<void> {
    await this.#environment.signIn?.begin();
  }

  /** Goes on as one of the people of the demo; somebody who is not among them is ignored. */
  choose(id: string): void {
    const state = this.#state.get();
    if (state.phase !== 'choosing') return;
    const { customers, operators } = state.people;
    const { storage, fetch } = this.#environment;
    const isIn = (people: readonly { readonly id: string }[]): boolean =>
      people.some((person) => person.id === id);
    const role = isIn(customers) ? 'customer' : isIn(operators) ? 'operator' : undefined;
    if (role === undefined) return storage.removeItem(CHOSEN);
    storage.setItem(CHOSEN, id);
    this.#enter(role, () => fetchToken(fetch, id));
  }

  /** Back to the beginning, or away to where the issuer signs people out. */
  signOut(): void {
    const { storage, addressBar, signIn } = this.#environment;
    this.#leave();
    storage.removeItem(CHOSEN);
    addressBar.set('');
    if (signIn?.signOut() === 'leaving') this.#state.set({ phase: 'loading' });
    else void this.load();
  }

  /** The device says that its network came or went. */
  networkChanged(available: boolean): void {
    const state = this.#state.get();
    if ('session' in state) state.session.networkChanged(available);
  }

  /** Somebody looks at the page again. */
  lookedAt(): void {
    const state = this.#state.get();
    if ('session' in state) state.session.lookedAt();
  }

  async #loadDemo(): Promise<void> {
    const { fetch, storage } = this.#environment;
    const people = await fetchPeople(fetch);
    if (!people) return this.#state.set({ phase: 'no-demo' });
    this.#state.set({ phase: 'choosing', people });
    const chosen = storage.getItem(CHOSEN);
    if (chosen !== null) this.choose(chosen);
  }

  async #loadSignedIn(signIn: SignIn): Promise<void> {
    const resumed = await signIn.resume();
    if (resumed === 'leaving') return;
    const token = resumed === 'signed-in' ? await signIn.token() : undefined;
    if (token === undefined) return this.#state.set({ phase: 'sign-in', refused: resumed === 'signed-in' });
    this.#enter(await roleOf({ ...this.#environment, token }), () => signIn.token());
  }

  #enter(role: Principal['role'], fetchToken: SessionEnvironment['fetchToken']): void {
    const environment = { ...this.#environment, fetchToken };
    if (role === 'customer') {
      const session = new CustomerSession(environment);
      this.#start(session, () => session.openNew());
      this.#state.set({ phase: 'customer', session });
    } else {
      const session = new OperatorSession(environment);
      this.#start(session, () => session.leave());
      this.#state.set({ phase: 'operator', session });
    }
  }

  #start(session: CustomerSession | OperatorSession, openNone: () => void): void {
    const unfollow = followRoute(session, this.#environment.addressBar, openNone);
    session.start();
    this.#leave = () => {
      unfollow();
      session.signOut();
    };
  }
}
