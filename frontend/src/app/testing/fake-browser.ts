import { FakeServer } from '../../session/testing/fake-server.ts';
import type { AppEnvironment } from '../app-model.ts';

const PEOPLE = {
  customers: [{ id: 'cust_001', name: 'Ana Lima', serviceLevel: 'basic' }],
  operators: [{ id: 'op_001', name: 'Sam Rivera' }],
};

/** A browser tab beside a demo server, both in a test's hands. */
export class FakeBrowser {
  readonly server = new FakeServer();
  readonly stored = new Map<string, string>();
  readonly fetched: { path: string; body?: unknown }[] = [];
  hash = '';
  /** What the server answers to each path; an error stands for no answer. */
  readonly answers = new Map<string, () => Response | Error>([
    ['/demo/principals', () => Response.json(PEOPLE)],
    ['/demo/token', () => Response.json({ token: 'fresh' })],
  ]);
  readonly #listeners = new Set<() => void>();

  readonly environment: AppEnvironment = {
    ...this.server.environment,
    signIn: undefined,
    host: undefined,
    fetch: (input, init) => {
      const path = input instanceof Request ? input.url : String(input);
      this.fetched.push({
        path,
        ...(typeof init?.body === 'string' && { body: JSON.parse(init.body) as unknown }),
      });
      const answer = this.answers.get(path)?.() ?? new Response('', { status: 404 });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    storage: {
      getItem: (key) => this.stored.get(key) ?? null,
      setItem: (key, value) => void this.stored.set(key, value),
      removeItem: (key) => void this.stored.delete(key),
    },
    addressBar: {
      get: () => this.hash,
      set: (hash) => {
        this.hash = hash;
      },
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    },
  };

  /** Goes to an address, as by a link or the back button. */
  go(hash: string): void {
    this.hash = hash;
    for (const listener of this.#listeners) listener();
  }
}
