import { Type, type Static } from 'typebox';
import type { Target } from '../../../domain/prescription/prescription.ts';
import { coachAuthor, presentCoachAuthor } from './coach-note.ts';
import { instant, oneOf } from './formats.ts';
import { targetSchema } from './prescription.ts';
import { nullable, strict } from './schema.ts';

/** A prescription that waits for the athlete; bands and ceiling stay as they are. */
export const proposalSchema = strict({
  id: Type.String(),
  /** The coach who proposes it; absent where the athlete's own token was used. */
  author: Type.Optional(coachAuthor),
  validFrom: Type.String(),
  reason: nullable(Type.String()),
  targets: Type.Array(targetSchema),
  /** What of the resource has no place in it, and why. */
  unread: Type.Array(strict({ path: Type.String(), why: oneOf('code', 'dose', 'status', 'resource') })),
  createdAt: instant(),
});

export function presentProposal(proposed: {
  readonly id: string;
  readonly author: Parameters<typeof presentCoachAuthor>[0] | null;
  readonly validFrom: string;
  readonly reason: string | null;
  readonly targets: readonly Target[];
  readonly unread: readonly {
    readonly path: string;
    readonly why: 'code' | 'dose' | 'status' | 'resource';
  }[];
  readonly createdAtMs: number;
}): Static<typeof proposalSchema> {
  const { id, author, validFrom, reason, targets, unread, createdAtMs } = proposed;
  return {
    id,
    ...(author === null ? {} : { author: presentCoachAuthor(author) }),
    validFrom,
    reason,
    targets: structuredClone(targets) as Static<typeof targetSchema>[],
    unread: unread.map((part) => ({ ...part })),
    createdAt: new Date(createdAtMs).toISOString(),
  };
}
