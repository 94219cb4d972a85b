import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What is checked out: what the programs of the project would make of it. */
export interface Source {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** What `git status --porcelain` says. */
  readonly changes?: string;
  /** The built pages, by path. */
  readonly pages: Readonly<Record<string, string>>;
  /** The stack's template. */
  readonly template: Readonly<Record<string, unknown>>;
}

/** A project's folder whose programs are played. */
export class Checkout {
  readonly root: string;
  source: Source;
  /** A stack that the app has besides. */
  otherStack: string | undefined;
  #runs = 0;

  private constructor(root: string, source: Source) {
    this.root = root;
    this.source = source;
  }

  static async make(source: Source): Promise<Checkout> {
    const root = await mkdtemp(join(tmpdir(), 'checkout-'));
    await put(join(root, 'package.json'), JSON.stringify({ version: '0.1.0' }));
    await put(
      join(root, 'infrastructure', 'cdk.json'),
      JSON.stringify({ context: { hostedZoneName: 'example.com' } }),
    );
    return new Checkout(root, source);
  }

  /** `npm run build`. */
  async build(): Promise<void> {
    const folder = join(this.root, 'frontend', 'build');
    await rm(folder, { recursive: true, force: true });
    for (const [path, text] of Object.entries(this.source.pages)) await put(join(folder, path), text);
  }

  /** `cdk synth`, with its words. */
  async synth(words: readonly string[]): Promise<void> {
    const folder = words[words.indexOf('--output') + 1] ?? '';
    const name = `agentic-service-bot-${contextIn(words).get('environment') ?? ''}`;
    const stack = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json` },
    };
    const template = this.#withTables(contextIn(words));
    await put(
      join(folder, 'manifest.json'),
      JSON.stringify({
        version: '48.0.0',
        artifacts: { [name]: stack, ...(this.otherStack !== undefined && { [this.otherStack]: stack }) },
      }),
    );
    await put(join(folder, `${name}.template.json`), JSON.stringify(template));
    await put(join(folder, 'performance-counters.json'), JSON.stringify({ run: (this.#runs += 1) }));
    await put(join(folder, 'asset.1', 'index.mjs'), `// ${this.source.commit}`);
  }

  /** The template, its table outputs naming those that stand in for others. */
  #withTables(context: ReadonlyMap<string, string>): unknown {
    const outputs = { ...(this.source.template['Outputs'] as Record<string, { Value: string }>) };
    for (const [key, name] of context) {
      const table = /^tableOverrides\.(?<table>.+)$/.exec(key)?.groups?.['table'];
      if (table !== undefined)
        outputs[`Table${table.charAt(0).toUpperCase()}${table.slice(1)}`] = { Value: name };
    }
    return { ...this.source.template, Outputs: outputs };
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true });
  }
}

const contextIn = (words: readonly string[]): Map<string, string> =>
  new Map(
    words.flatMap((word, index) => {
      const [key = '', value = ''] = word.split('=');
      return words[index - 1] === '--context' ? [[key, value] as const] : [];
    }),
  );

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
