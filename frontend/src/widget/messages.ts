/** What the embedded page asks the page around, with a port for the answer. */
export interface TokenRequest {
  readonly type: 'agentic-service-bot:token';
}

/** The person in the embedded page wants to be back in the page around. */
export interface CloseRequest {
  readonly type: 'agentic-service-bot:close';
}

/** The answer: a token, that nobody is signed in, or that it could not be told just now. */
export type TokenAnswer =
  | { readonly status: 'token'; readonly token: string }
  | { readonly status: 'signed-out' }
  | { readonly status: 'unavailable' };
