import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { FastifyReply } from 'fastify';
import type { ChangedWeek, Preview } from '../../application/reports/preview-weeks.ts';
import type { Locale } from '../../domain/athlete.ts';
import { presentChanges } from '../wire/api/present-changes.ts';
import type { Reader } from '../wire/messages/reader.ts';
import { previewSchema } from '../wire/api/preview.ts';

/** Years of sentences are a lot to say at a stretch: others get a turn between. */
const WEEKS_PER_TURN = 4;

/** What `sendPreview` answers. */
export const previewAnswer = Type.Unsafe<FastifyReply>(previewSchema);

type PreviewJson = Static<typeof previewSchema>;

/** A preview in the reader's language (M3). */
export async function presentPreview(preview: Preview, locale: Locale): Promise<PreviewJson> {
  const weeks: PreviewJson['weeks'] = [];
  for await (const some of presentWeeks(preview, locale, 'athlete')) weeks.push(...some);
  return { previewId: preview.previewId, weeks };
}

/** The same as an answer that is written while it is sent: that of ten years has five megabytes. */
export function sendPreview<Reply extends FastifyReply>(
  reply: Reply,
  preview: Preview,
  locale: Locale,
  reader: Reader,
): Reply {
  reply.type('application/json; charset=utf-8').send(writePreview(preview, locale, reader));
  return reply;
}

/** The text of the answer, some weeks at a time. */
export function writePreview(preview: Preview, locale: Locale, reader: Reader): Readable {
  return Readable.from(written(preview, locale, reader));
}

async function* written(preview: Preview, locale: Locale, reader: Reader): AsyncGenerator<string> {
  let before = `{"previewId":${JSON.stringify(preview.previewId)},"weeks":[`;
  for await (const weeks of presentWeeks(preview, locale, reader)) {
    yield before + weeks.map((week) => JSON.stringify(week)).join();
    before = ',';
  }
  yield before === ',' ? ']}' : `${before}]}`;
}

async function* presentWeeks(
  { weeks }: Preview,
  locale: Locale,
  reader: Reader,
): AsyncGenerator<PreviewJson['weeks']> {
  for (let from = 0; from < weeks.length; from += WEEKS_PER_TURN) {
    if (from > 0) await setImmediate();
    yield weeks.slice(from, from + WEEKS_PER_TURN).map((week) => presentWeek(week, locale, reader));
  }
}

function presentWeek(
  { week, before, after, changes }: ChangedWeek,
  locale: Locale,
  reader: Reader,
): PreviewJson['weeks'][number] {
  return {
    week,
    before: { ...before, targets: [...before.targets] },
    after: { ...after, targets: [...after.targets] },
    changes: presentChanges(changes, locale, reader),
  };
}
