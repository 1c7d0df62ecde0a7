import { Type, type Static } from 'typebox';
import { instant, isoWeek, uuid } from './formats.ts';
import { nullable, strict } from './schema.ts';

/** To one week or to one session; without an end it ends in 30 days. */
export const newReportLink = strict({
  week: Type.Optional(isoWeek()),
  sessionId: Type.Optional(uuid()),
  expiresAt: Type.Optional(instant()),
});

const facts = {
  id: Type.String(),
  week: nullable(Type.String()),
  sessionId: nullable(Type.String()),
  createdAt: instant(),
  expiresAt: instant(),
};
export const reportLinkSchema = strict(facts);

/** Answered once: the token is not kept. */
export const issuedReportLink = strict({ ...facts, url: Type.String(), token: Type.String() });

export function presentReportLink(link: {
  readonly id: string;
  readonly shows: { readonly week: string | null; readonly sessionId: string | null };
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}): Static<typeof reportLinkSchema> {
  return {
    id: link.id,
    ...link.shows,
    createdAt: new Date(link.createdAtMs).toISOString(),
    expiresAt: new Date(link.expiresAtMs).toISOString(),
  };
}
