import type { ActingApplication } from '../ports/applications.ts';
import type { OpenedGrant } from './open-grant.ts';

/** A person's own athlete as an application sees it: back to the beginning, and every look is written down (C4). */
export function ownThroughApplication(
  application: ActingApplication | null,
): Pick<OpenedGrant, 'grantId' | 'since' | 'who'> | null {
  if (application === null) return null;
  const { connectionId, name, person } = application;
  return { grantId: connectionId, since: null, who: { ...person, clinicName: null, application: name } };
}
