import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import { loggerOptions } from '../../src/adapters/http/logging.ts';

/** Tokens, pairing codes, invitations, keys of feeds and of links, as `formatBearerText` makes them, also cut short. */
const TOKEN = /\bz[a-z]_[\w-]{20,}/;
const CONTEXT = 120;

/**
 * N2: no token stands in a log line, a metric or an error. Every server of the tests is held to it.
 *
 * @throws naming the place, with the beginning of the token.
 */
export function expectNoToken(where: string, text: string): void {
  const at = TOKEN.exec(text)?.index;
  if (at === undefined) return;
  throw new Error(`a token stands in ${where}: ${text.slice(Math.max(0, at - CONTEXT), at + 6)}…`);
}

/** The log of a server within a test, at its most talkative; `check` throws when a token was in it. */
export function createCheckedLog(): { readonly log: Logger; readonly check: () => void } {
  let fault: unknown = null;
  const sink = new Writable({
    // A line is written whole.
    write(line: Buffer, _encoding, done) {
      try {
        expectNoToken('the log', line.toString('utf8'));
      } catch (error) {
        fault ??= error;
      }
      done();
    },
  });
  const check = (): void => {
    if (fault !== null) throw fault as Error;
  };
  return { log: pino(loggerOptions('trace'), sink), check };
}
