export type DeskPart = 'athletes' | 'wall' | 'templates' | 'people';

/** The part of an address that names a clinic, and what of its desk is open. */
export function deskSubject(clinicId: string, part?: DeskPart, athleteId?: string): string {
  return [clinicId, part, athleteId].filter((each) => each !== undefined).join('/');
}
