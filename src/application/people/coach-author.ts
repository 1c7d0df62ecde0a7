import type { PrescriptionAuthor } from '../../domain/prescription/prescription.ts';
import type { CoachAuthor } from '../ports/coach-author.ts';
import type { OpenedGrant } from './open-grant.ts';

/** Who writes by a grant. */
export function authorBy({ who, clinic }: OpenedGrant): CoachAuthor {
  return { userId: who.userId, name: who.name, clinic };
}

/** Whether a coach or their clinic wrote it. */
export function isOurs(author: CoachAuthor, { who, clinic }: OpenedGrant): boolean {
  return author.userId === who.userId || (clinic !== null && author.clinic?.id === clinic.id);
}

/** Who prescribes by a grant. */
export function prescriberBy({ who, clinic }: OpenedGrant): PrescriptionAuthor {
  const by = clinic === null ? {} : { clinicId: clinic.id, clinic: clinic.name };
  return { userId: who.userId, name: who.name, ...by };
}
