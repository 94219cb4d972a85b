/** `npm run chat`: talks to the bot in a terminal. */
import { setTimeout } from 'node:timers/promises';
import { environment } from './config/environment.ts';
import { InteractiveChat } from './terminal/interactive.ts';
import { readChatOptions, USAGE, UsageError } from './terminal/options.ts';
import { chatPiped } from './terminal/piped.ts';
import { NotSent } from './terminal/replies.ts';
import { openSession } from './terminal/session.ts';

const { stderr, stdin, stdout } = process;

try {
  const options = readChatOptions(process.argv.slice(2), environment['CHAT_TOKEN']);
  if (options === 'help') {
    console.log(USAGE);
  } else {
    const session = await openSession(options, fetch);
    try {
      if (stdin.isTTY) await new InteractiveChat(session, stdin, stdout).run();
      else {
        await chatPiped(session, stdin, {
          write: (text) => stdout.write(text),
          note: (text) => stderr.write(text),
          wait: setTimeout,
        });
      }
    } finally {
      session.signOut();
      // More could come, and the process would wait for it.
      stdin.destroy();
    }
  }
} catch (error) {
  const explained = error instanceof UsageError || error instanceof NotSent;
  console.error(explained ? error.message : error);
  process.exitCode = 1;
}
