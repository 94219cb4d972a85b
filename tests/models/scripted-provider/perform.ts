import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorName, Place, Play } from './play.ts';
import type { Frame, Wire } from './wire.ts';

/** Streams a reply, with what goes wrong. */
export async function perform(
  wire: Wire,
  frames: readonly Frame[],
  { fault, cutAtByte }: Play,
  response: ServerResponse,
): Promise<void> {
  if (cutAtByte !== undefined) {
    const body = Buffer.concat(frames.map(({ bytes }) => bytes));
    open(wire, response);
    await write(response, [body.subarray(0, cutAtByte)]);
    if (cutAtByte < body.length) response.destroy();
    else response.end();
    return;
  }
  if (fault?.at === 'start') {
    switch (fault.kind) {
      case 'error':
        refuse(wire, fault.error, fault.retryAfterSeconds, response);
        return;
      case 'stall':
        return;
      case 'cut':
        response.destroy();
        return;
      default:
        break;
    }
  }
  open(wire, response);
  const faultAt = fault === undefined ? frames.length : indexOf(fault.at, frames);
  const rest = frames.slice(faultAt).map(({ bytes }) => bytes);
  await write(
    response,
    frames.slice(0, faultAt).map(({ bytes }) => bytes),
  );
  switch (fault?.kind) {
    case 'stall':
      return;
    case 'cut':
      response.destroy();
      return;
    case 'end':
      break;
    case 'error':
      await write(response, [wire.errorFrame(fault.error)]);
      break;
    case 'garbage':
      await write(response, [new TextEncoder().encode('<html><body>502 Bad Gateway</body></html>')]);
      break;
    case 'malformed':
      await write(response, [wire.malformedFrame(), ...rest]);
      break;
    case 'drip':
      for (const bytes of rest) {
        await wait(fault.everyMs);
        await write(response, [bytes]);
      }
      break;
    case undefined:
      await write(response, rest);
      break;
  }
  response.end();
}

function open(wire: Wire, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': wire.contentType, 'cache-control': 'no-cache' });
  response.flushHeaders();
}

function refuse(
  wire: Wire,
  error: ErrorName,
  retryAfterSeconds: number | undefined,
  response: ServerResponse,
): void {
  const { status, headers, body } = wire.refuse(wire.statusOf(error), `Scripted: ${error}.`);
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  response.writeHead(status, { ...headers, ...retryAfter }).end(body);
}

/** Resolves when all is on its way, or the other side has gone. */
async function write(response: ServerResponse, pieces: readonly Uint8Array[]): Promise<void> {
  for (const bytes of pieces) {
    await new Promise<void>((resolve) => {
      response.write(bytes, () => {
        resolve();
      });
    });
  }
}

/** How many frames come before a place. */
function indexOf(place: Place, frames: readonly Frame[]): number {
  const after = (at: number): number => {
    if (at < 0) throw new Error(`The reply has no place "${place}".`);
    return at + 1;
  };
  switch (place) {
    case 'start':
    case 'headers':
      return 0;
    case 'text':
    case 'input':
      return after(frames.findIndex(({ of }) => of === place));
    case 'after-call':
      return after(frames.findIndex(({ endsCall }) => endsCall === true));
    case 'finish':
      return after(frames.findIndex(({ of }) => of === 'finish')) - 1;
  }
}
