import { bodyOf, serve, type HttpServer } from './http-server.ts';

/** API Gateway's management endpoint for sockets that a test opens and closes. */
export interface ManagementApi extends HttpServer {
  /** Opens a socket; its id looks like API Gateway's. */
  open(): ManagedSocket;
  /** From now on it answers this status to everything. */
  fail(status: number): void;
}

export interface ManagedSocket {
  readonly id: string;
  /** What was posted to it, oldest first. */
  readonly frames: readonly string[];
  close(): void;
}

export async function managementApi(): Promise<ManagementApi> {
  const sockets = new Map<string, string[]>();
  let opened = 0;
  let answered = 0;
  let failure: number | undefined;
  const server = await serve(async (request, response) => {
    const [, id = ''] = /^\/prod\/@connections\/([^/]+)$/u.exec(request.url ?? '') ?? [];
    const frame = await bodyOf(request);
    const frames = sockets.get(decodeURIComponent(id));
    if (failure !== undefined) {
      response.writeHead(failure).end('{}');
    } else if (frames === undefined) {
      // Not every answer names the error: what counts is its status.
      answered += 1;
      response.writeHead(410, answered % 2 === 0 ? {} : { 'x-amzn-errortype': 'GoneException' }).end();
    } else if (request.method === 'DELETE') {
      sockets.delete(decodeURIComponent(id));
      response.writeHead(204).end();
    } else {
      frames.push(frame);
      response.writeHead(200).end();
    }
  });
  return {
    ...server,
    endpoint: `${server.endpoint}/prod`,
    open: () => {
      const id = `L0SM9cOFvHcCIh${++opened}=`;
      const frames: string[] = [];
      sockets.set(id, frames);
      return { id, frames, close: () => void sockets.delete(id) };
    },
    fail: (status) => void (failure = status),
  };
}
