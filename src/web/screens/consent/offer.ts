/** The field of a new grant that names whom it is to. */
export type OfferedTo = 'clinicId' | 'coachUserId';

/** Whom somebody is asked to let see them: by number, since only the server may say whose it is. */
export interface Offer {
  readonly to: OfferedTo;
  readonly id: string;
}

/** The part of an address that carries an offer: `clinicId 1111…`. */
export function offerSubject({ to, id }: Offer): string {
  return `${to} ${id}`;
}

/** Null where an address carries none; what follows the number is not read. */
export function parseOffer(subject: string | null): Offer | null {
  const [, to, id] = /^(clinicId|coachUserId) (\S+)/.exec(subject ?? '') ?? [];
  return to === undefined ? null : { to: to as OfferedTo, id: id! };
}
