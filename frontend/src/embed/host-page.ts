import type { Clock } from '../session/index.ts';
import type { CloseRequest, TokenAnswer, TokenRequest } from '../widget/messages.ts';

/** How long the page around may take to answer, milliseconds. */
const PATIENCE_MS = 15_000;

/** The page that this one is embedded in, by the widget: it knows who the customer is. */
export interface HostPage {
  /**
   * A fresh token of the customer; undefined if nobody is signed in there.
   *
   * @throws if it could not be had just now
   */
  token(): Promise<string | undefined>;
  /** Closes the chat, and puts the focus back where it was opened. */
  close(): void;
}

/** What is used of the window of the page around. */
export interface HostWindow {
  postMessage(message: TokenRequest | CloseRequest, targetOrigin: string, transfer?: Transferable[]): void;
}

/** Asks the page around for tokens. Only allowed origins may frame this page: the server's `frame-ancestors` says which. */
export const hostPage = (host: HostWindow, clock: Clock): HostPage => ({
  token: () =>
    new Promise((resolve, reject) => {
      const { port1: here, port2: there } = new MessageChannel();
      const cancel = clock.after(PATIENCE_MS, () => {
        here.close();
        reject(new Error('The page around did not answer.'));
      });
      here.onmessage = ({ data }: MessageEvent<TokenAnswer>) => {
        cancel();
        here.close();
        if (data.status === 'unavailable') reject(new Error('The page around has no token just now.'));
        else resolve(data.status === 'token' ? data.token : undefined);
      };
      // It holds no secret; whoever frames this page is allowed to know that it asks.
      host.postMessage({ type: 'agentic-service-bot:token' }, '*', [there]);
    }),
  close: () => host.postMessage({ type: 'agentic-service-bot:close' }, '*'),
});
