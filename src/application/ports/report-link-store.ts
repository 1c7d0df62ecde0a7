import type { IsoWeek } from '../../domain/units.ts';

/** A link that shows one week or one session to whoever has it (C3). */
export interface ReportLink {
  readonly id: string;
  readonly shows:
    | { readonly week: IsoWeek; readonly sessionId: null }
    | { readonly week: null; readonly sessionId: string };
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface ReportLinkStore {
  add(athleteId: string, link: ReportLink, tokenHash: Uint8Array): Promise<void>;
  /** Newest first, expired ones too. */
  list(athleteId: string): Promise<readonly ReportLink[]>;
  findByHash(athleteId: string, tokenHash: Uint8Array): Promise<ReportLink | null>;
  remove(athleteId: string, id: string): Promise<boolean>;
}
