export type DeskPart = 'athletes' | 'wall' | 'templates' | 'people';

/** Stands where a clinic's id does: what athletes let the person see themself, through no clinic. */
export const OWN_DESK = 'own';

/** The part of an address that names a clinic, what of its desk is open, and whom and what of theirs it shows. */
export function deskSubject(desk: string, part?: DeskPart, athleteId?: string, item?: string): string {
  return [desk, part, athleteId, item].filter((each) => each !== undefined).join('/');
}
