/**
 * `<agentic-service-bot token-url="/chat-token">`: a button in the corner of a business's own page that opens the chat.
 * `token-url` is a place of that page's own backend which answers a POST with `{"token":"…"}` for whoever is signed in there,
 * and 401 for nobody. `label` is what the button says.
 *
 * This file is loaded by pages elsewhere and must stand alone: it imports types only.
 */
import type { CloseRequest, TokenAnswer, TokenRequest } from './messages.ts';

const STYLE = `
  :host { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; color-scheme: light dark; }
  button {
    display: block; margin-inline-start: auto; padding: 0.75rem 1.25rem; border: 0; border-radius: 2rem;
    background: #2350d8; color: #fff; font: 600 1rem/1.25 system-ui, sans-serif; cursor: pointer;
    box-shadow: 0 4px 16px rgb(20 28 41 / 25%);
  }
  button:focus-visible { outline: 3px solid #84a6ff; outline-offset: 2px; }
  iframe {
    display: block; inline-size: min(25rem, calc(100vw - 2.5rem)); block-size: min(40rem, calc(100vh - 7rem));
    margin-block-end: 0.75rem; border: 0; border-radius: 1rem; background: Canvas;
    box-shadow: 0 8px 40px rgb(20 28 41 / 30%);
  }
  iframe[hidden] { display: none; }
`;

/** Where this script came from is where the chat is. */
const CHAT = new URL(/* @vite-ignore */ './?embedded', import.meta.url);

class ChatElement extends HTMLElement {
  #frame: HTMLIFrameElement | undefined;
  #button: HTMLButtonElement | undefined;
  readonly #onMessage = (event: MessageEvent<unknown>): void => {
    if (event.source !== this.#frame?.contentWindow || event.origin !== CHAT.origin) return;
    if (isRequest(event.data, 'agentic-service-bot:close')) return this.#show(false);
    const [port] = event.ports;
    if (port === undefined || !isRequest(event.data, 'agentic-service-bot:token')) return;
    void this.#askToken().then((answer) => port.postMessage(answer));
  };

  connectedCallback(): void {
    const root = this.shadowRoot ?? this.#build();
    root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape') this.#show(false);
    });
    addEventListener('message', this.#onMessage);
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#onMessage);
  }

  #build(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', () => this.#show(this.#frame?.hidden !== false));
    this.#button = button;
    root.append(button);
    this.#show(false);
    return root;
  }

  #show(open: boolean): void {
    if (open) this.#frame ??= this.#load();
    if (this.#frame) this.#frame.hidden = !open;
    if (!this.#button) return;
    this.#button.textContent = open ? 'Close' : this.#label;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) this.#frame?.focus();
    else if (this.#frame) this.#button.focus();
  }

  /** The chat is loaded when it is first opened, and stays: closing it interrupts nothing. */
  #load(): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    frame.title = this.#label;
    frame.src = CHAT.href;
    this.shadowRoot?.prepend(frame);
    return frame;
  }

  get #label(): string {
    return this.getAttribute('label') ?? 'Chat with us';
  }

  async #askToken(): Promise<TokenAnswer> {
    const url = this.getAttribute('token-url');
    if (url === null) return { status: 'signed-out' };
    try {
      const response = await fetch(url, { method: 'POST', credentials: 'same-origin' });
      if (response.status === 401 || response.status === 403) return { status: 'signed-out' };
      const body: unknown = response.ok ? await response.json() : undefined;
      return hasToken(body) ? { status: 'token', token: body.token } : { status: 'unavailable' };
    } catch {
      return { status: 'unavailable' };
    }
  }
}

const isRequest = (data: unknown, type: (TokenRequest | CloseRequest)['type']): boolean =>
  typeof data === 'object' && data !== null && 'type' in data && data.type === type;

const hasToken = (body: unknown): body is { readonly token: string } =>
  typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string';

customElements.define('agentic-service-bot', ChatElement);
