import type { Plugin } from 'esbuild';

/** Puts the service definition that a package or a file exports in the place of `service.ts`. */
export const serviceModule = (service: string, root: string): Plugin => ({
  name: 'service',
  setup(builder) {
    builder.onLoad({ filter: /[/\\]aws[/\\]src[/\\]service\.ts$/ }, () => ({
      contents: `
        import * as module from ${JSON.stringify(service)};
        export const service = Object.values(module).find((value) => value?.actions instanceof Map);
        if (service === undefined) throw new Error(${JSON.stringify(`SERVICE is "${service}", which exports no service.`)});
      `,
      loader: 'js',
      resolveDir: root,
    }));
  },
});
