import { HOUR_MS } from '../../domain/units.ts';
import { formatBearerText, parseBearerText } from '../devices/device-token-text.ts';
import type { Secrets } from '../devices/secrets.ts';
import { AppError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { ReportLink } from '../ports/report-link-store.ts';
import type { Stores } from '../ports/stores.ts';
import { findSession } from '../sessions/find-session.ts';

export interface ReportLinksDeps {
  readonly stores: Pick<Stores, 'accessLog' | 'reportLinks' | 'sessions'>;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
}

export type CreateReportLink = (input: {
  athleteId: string;
  shows: ReportLink['shows'];
  /** Null: in 30 days. */
  expiresAtMs: number | null;
}) => Promise<{ link: ReportLink; token: string }>;
export type ListReportLinks = (input: { athleteId: string }) => Promise<readonly ReportLink[]>;
export type RevokeReportLink = (input: { athleteId: string; id: string }) => Promise<void>;
export type OpenReportLink = (input: { token: string }) => Promise<ReportLink & { athleteId: string }>;

const VALID_MS = 30 * 24 * HOUR_MS;
const LONGEST_MS = 366 * 24 * HOUR_MS;

/**
 * A link that shows one week or one session, and nothing else, to whoever has it (C3).
 *
 * @throws AppError `not_found` for a session that is not there, `invalid_input` for an end in the past or after a year.
 */
export function createReportLink(deps: ReportLinksDeps): CreateReportLink {
  return async ({ athleteId, shows, expiresAtMs }) => {
    const { stores, secrets, clock } = deps;
    if (shows.sessionId !== null) await findSession(stores, athleteId, shows.sessionId);
    const createdAtMs = clock.nowMs();
    const endsAtMs = expiresAtMs ?? createdAtMs + VALID_MS;
    if (endsAtMs <= createdAtMs || endsAtMs > createdAtMs + LONGEST_MS) {
      throw new AppError('invalid_input', 'A link ends in the future, within a year.', {
        field: 'expiresAt',
      });
    }
    const token = formatBearerText('zr_', athleteId, secrets.randomBytes(32));
    const link: ReportLink = { id: deps.newId(), shows, createdAtMs, expiresAtMs: endsAtMs };
    await stores.reportLinks.add(athleteId, link, secrets.sha256(parseBearerText('zr_', token)!.bytes));
    return { link, token };
  };
}

export function listReportLinks({ stores }: Pick<ReportLinksDeps, 'stores'>): ListReportLinks {
  return ({ athleteId }) => stores.reportLinks.list(athleteId);
}

export function revokeReportLink({ stores }: Pick<ReportLinksDeps, 'stores'>): RevokeReportLink {
  return async ({ athleteId, id }) => {
    if (!(await stores.reportLinks.remove(athleteId, id))) {
      throw new AppError('not_found', 'There is no such link.');
    }
  };
}

/**
 * What a link shows; the athlete reads in the access log that it was opened.
 *
 * @throws AppError `gone`, in the same words for one that was revoked, has expired or never was.
 */
export function openReportLink({ stores, secrets, clock, newId }: ReportLinksDeps): OpenReportLink {
  return async ({ token }) => {
    const parsed = parseBearerText('zr_', token);
    const { athleteId, bytes } = parsed ?? { athleteId: '', bytes: new Uint8Array() };
    const link = await stores.reportLinks.findByHash(athleteId, secrets.sha256(bytes));
    if (link === null || link.expiresAtMs <= clock.nowMs()) {
      throw new AppError('gone', 'This link is not open: ask for a new one.');
    }
    const { week, sessionId } = link.shows;
    const who = { userId: `link:${link.id}`, name: '', clinicName: null };
    const look = { athleteId, id: newId(), who, grantId: link.id, what: 'link', week, sessionId } as const;
    await stores.accessLog.record([look], clock.nowMs());
    return { ...link, athleteId };
  };
}
