import { pino, type Logger } from 'pino';
import { loggerOptions } from '../adapters/http/logging.ts';
import type { LogLevel } from '../config.ts';

/** The one log of a process: JSON lines on the standard error, so that the standard output holds results only. */
export function createLog(level: LogLevel): Logger {
  return pino(loggerOptions(level), pino.destination({ fd: 2, sync: false }));
}
