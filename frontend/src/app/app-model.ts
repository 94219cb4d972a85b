import { CustomerSession, OperatorSession } from '../session/index.ts';
import type { Observable, SessionEnvironment } from '../session/index.ts';
import { Cell } from '../session/observable.ts';
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
  | { readonly phase: 'choosing'; readonly people: People }
  | { readonly phase: 'customer'; readonly session: CustomerSession }
  | { readonly phase: 'operator'; readonly session: OperatorSession };

/** What the app takes from the browser. */
export interface AppEnvironment extends Omit<SessionEnvironment, 'fetchToken'> {
  readonly fetch: typeof globalThis.fetch;
  /** Keeps who was chosen, in this tab only; no token is ever kept. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly addressBar: AddressBar;
}

/** Who is using the app, from the choice of a demo principal to signing out. */
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

  /** Asks the server who one can be, and goes on as whoever was chosen before a reload. */
  async load(): Promise<void> {
    this.#state.set({ phase: 'loading' });
    const people = await fetchPeople(this.#environment.fetch).catch(() => 'failed' as const);
    if (people === 'failed') return this.#state.set({ phase: 'failed' });
    if (!people) return this.#state.set({ phase: 'no-demo' });
    this.#state.set({ phase: 'choosing', people });
    const chosen = this.#environment.storage.getItem(CHOSEN);
    if (chosen !== null) this.choose(chosen);
  }

  /** Goes on as one of the people; somebody who is not among them is ignored. */
  choose(id: string): void {
    const state = this.#state.get();
    if (state.phase !== 'choosing') return;
    const { customers, operators } = state.people;
    const { storage, fetch } = this.#environment;
    const environment = { ...this.#environment, fetchToken: () => fetchToken(fetch, id) };
    if (customers.some((customer) => customer.id === id)) {
      const session = new CustomerSession(environment);
      this.#enter(session, () => session.openNew());
      this.#state.set({ phase: 'customer', session });
    } else if (operators.some((operator) => operator.id === id)) {
      const session = new OperatorSession(environment);
      this.#enter(session, () => session.leave());
      this.#state.set({ phase: 'operator', session });
    } else {
      return storage.removeItem(CHOSEN);
    }
    storage.setItem(CHOSEN, id);
  }

  /** Back to the choice. */
  signOut(): void {
    this.#leave();
    this.#environment.storage.removeItem(CHOSEN);
    this.#environment.addressBar.set('');
    void this.load();
  }

  /** The device says that its network came or went. */
  networkChanged(available: boolean): void {
    const state = this.#state.get();
    if ('session' in state) state.session.networkChanged(available);
  }

  #enter(session: CustomerSession | OperatorSession, openNone: () => void): void {
    const unfollow = followRoute(session, this.#environment.addressBar, openNone);
    session.start();
    this.#leave = () => {
      unfollow();
      session.signOut();
    };
  }
}
