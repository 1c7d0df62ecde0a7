/** The field of a new grant that names whom it is to. */
export type OfferedTo = 'clinicId' | 'coachUserId';

/** Whom somebody is asked to let see them. */
export interface Offer {
  readonly to: OfferedTo;
  readonly id: string;
  readonly name: string;
}

/** The part of an address that carries an offer: `clinicId 1111… Heart clinic`. */
export function offerSubject({ to, id, name }: Offer): string {
  return `${to} ${id} ${name}`;
}

/** Null where an address carries none. */
export function parseOffer(subject: string | null): Offer | null {
  const [, to, id, name] = /^(clinicId|coachUserId) (\S+) (.+)$/.exec(subject ?? '') ?? [];
  return to === undefined ? null : { to: to as OfferedTo, id: id!, name: name! };
}
