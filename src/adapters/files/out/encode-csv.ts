import type { SessionContent } from '../../../application/ports/session-encoder.ts';

/** One line per change: `active` with its bpm, `unknown`, or `paused`, each until the next line; the last says `end`. */
export function encodeCsv({ track: { stretches } }: Pick<SessionContent, 'track'>): string {
  const lines = ['time,state,bpm'];
  stretches.forEach(({ span, points }, i) => {
    for (const { atMs, bpm } of points)
      lines.push(`${timeText(atMs)},${bpm === null ? 'unknown' : 'active'},${bpm ?? ''}`);
    lines.push(`${timeText(span.toMs)},${i === stretches.length - 1 ? 'end' : 'paused'},`);
  });
  return `${lines.join('\r\n')}\r\n`;
}

function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
