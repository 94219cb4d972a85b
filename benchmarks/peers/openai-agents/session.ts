import type { AgentInputItem, Session } from '@openai/agents';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';

/** A session in a file, as the SDK's guide asks for one of your own where a conversation is not to be kept at OpenAI. */
export class FileSession implements Session {
  readonly #path: string;
  readonly #id: string;

  constructor(path: string, id: string) {
    this.#path = path;
    this.#id = id;
  }

  async getSessionId(): Promise<string> {
    return this.#id;
  }

  async getItems(limit?: number): Promise<AgentInputItem[]> {
    if (!existsSync(this.#path)) return [];
    const items = JSON.parse(await readFile(this.#path, 'utf8')) as AgentInputItem[];
    return limit === undefined ? items : items.slice(-limit);
  }

  async addItems(items: AgentInputItem[]): Promise<void> {
    await writeFile(this.#path, JSON.stringify([...(await this.getItems()), ...items]));
  }

  async popItem(): Promise<AgentInputItem | undefined> {
    const items = await this.getItems();
    const last = items.pop();
    await writeFile(this.#path, JSON.stringify(items));
    return last;
  }

  async clearSession(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
