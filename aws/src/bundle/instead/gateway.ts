/**
 * In the place of the AI SDK's own gateway, which it asks for a model that is named by a text. Ours are objects: nothing is
 * ever asked of it, and it brings a tenth of a megabyte and code that only CommonJS can load.
 */
const unused = (): never => {
  throw new Error('A model is an object here, not a name.');
};

export const createGateway = unused;
export const gateway = unused;

/** An error of the gateway's: there is none. */
export class GatewayError extends Error {
  static isInstance(): boolean {
    return false;
  }
}

export class GatewayAuthenticationError extends GatewayError {}
