/** `npm start`: runs the bot on this machine. */
import { enableCompileCache } from 'node:module';

// Types that were stripped and code that was compiled once need not be again: it halves the time of a start.
enableCompileCache();
await import('./start.ts');
