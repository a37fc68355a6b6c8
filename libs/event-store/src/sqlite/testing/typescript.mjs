// Lets a child process of a spec run our sources as they are: `node --import <this file> child.ts`.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    const library = /^#libs\/([^/]+)$/.exec(specifier)?.[1];
    if (library) return next(new URL(`../../../../${library}/src/index.ts`, import.meta.url).href);
    if (!/^\.\.?\/.*\.js$/.test(specifier)) return next(specifier, context);
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    return next(existsSync(fileURLToPath(source)) ? source.href : specifier, context);
  },
});
