/**
 * A worker of vitest ends when the run that started it is gone: open sockets would keep it alive for ever. What it
 * guards goes with it.
 */
process.removeListener('disconnect', end);
process.once('disconnect', end);

function end(): void {
  process.exit(1);
}
