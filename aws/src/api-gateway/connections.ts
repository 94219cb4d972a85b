import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Connection, Connections, Watched } from '@agentic-service-bot/bot/ports';
import type { DynamoConnections } from '../dynamodb/connections.ts';
import { sendFrame } from './send-frame.ts';

/** The sockets of a WebSocket API: known from a table, reached through its management endpoint. */
export class GatewayConnections implements Connections {
  readonly #known: DynamoConnections;
  readonly #client: ApiGatewayManagementApiClient;

  constructor(known: DynamoConnections, client: ApiGatewayManagementApiClient) {
    this.#known = known;
    this.#client = client;
  }

  add(connection: Connection): Promise<void> {
    return this.#known.add(connection);
  }

  remove(id: string): Promise<void> {
    return this.#known.remove(id);
  }

  get(id: string): Promise<Connection | undefined> {
    return this.#known.get(id);
  }

  followers(customerId: string, conversationId?: string): Promise<readonly Connection[]> {
    return this.#known.followers(customerId, conversationId);
  }

  watch(id: string, what: Watched): Promise<void> {
    return this.#known.watch(id, what);
  }

  watchers(what: Watched): Promise<readonly Connection[]> {
    return this.#known.watchers(what);
  }

  async send(id: string, frame: string): Promise<'sent' | 'gone'> {
    const result = await sendFrame(this.#client, id, frame);
    if (result === 'gone') await this.#known.remove(id);
    return result;
  }
}
