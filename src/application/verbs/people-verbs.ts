import { acceptInvitation } from '../people/accept-invitation.ts';
import { readAccessLog, recordLook } from '../people/access-log.ts';
import { demandTwoFactor, removeClinic, renameClinic } from '../people/change-clinic.ts';
import { listMembers, setMemberRoles } from '../people/clinic-members.ts';
import { addCoachNote, listCoachNotes, removeCoachNote } from '../people/coach-notes.ts';
import {
  addCoachSuggestion,
  listCoachSuggestions,
  removeCoachSuggestion,
} from '../people/coach-suggestions.ts';
import { createClinic } from '../people/create-clinic.ts';
import { createDemoClinic, findDemoClinic, removeDemoClinic } from '../people/demo-clinic.ts';
import { createInvitation } from '../people/create-invitation.ts';
import { describeMe } from '../people/describe-me.ts';
import { changeGrant, createGrant, listGrants, readGrantee, revokeGrant } from '../people/grants.ts';
import { listClinics, readClinic } from '../people/list-clinics.ts';
import { listInvitations } from '../people/list-invitations.ts';
import { listRoster } from '../people/list-roster.ts';
import { listVisibleAthletes } from '../people/list-visible-athletes.ts';
import { openGrant } from '../people/open-grant.ts';
import { openWall } from '../people/open-wall.ts';
import {
  createReportLink,
  listReportLinks,
  openReportLink,
  revokeReportLink,
} from '../people/report-links.ts';
import { revokeInvitation } from '../people/revoke-invitation.ts';
import { addTemplate, assignTemplate, listTemplates, removeTemplate } from '../people/templates.ts';
import { warmRosters } from '../people/warm-rosters.ts';
import type { AthleteVerbs } from './athlete-verbs.ts';
import type { RecordingVerbs } from './recording-verbs.ts';
import type { ReportVerbs } from './report-verbs.ts';
import type { VerbDeps } from './verb-deps.ts';

/** Clinics, coaches and what they may see. */
export function peopleVerbs(
  deps: VerbDeps &
    Pick<AthleteVerbs, 'addMaxHeartRate' | 'addPrescription' | 'createAthlete' | 'eraseAthlete'> &
    Pick<RecordingVerbs, 'storeLiveRecording'> &
    Pick<ReportVerbs, 'reportWeeks'>,
) {
  const look = { recordLook: recordLook(deps) };
  const grant = { openGrant: openGrant(deps) };
  const invitations = { listInvitations: listInvitations(deps) };
  return {
    ...invitations,
    ...grant,
    ...look,
    acceptInvitation: acceptInvitation(deps),
    addCoachNote: addCoachNote(deps),
    addCoachSuggestion: addCoachSuggestion(deps),
    addTemplate: addTemplate(deps),
    assignTemplate: assignTemplate({ ...deps, ...grant, ...look }),
    changeGrant: changeGrant(deps),
    createClinic: createClinic(deps),
    createDemoClinic: createDemoClinic(deps),
    createGrant: createGrant(deps),
    createInvitation: createInvitation(deps),
    createReportLink: createReportLink(deps),
    demandTwoFactor: demandTwoFactor(deps),
    describeMe: describeMe(deps),
    findDemoClinic: findDemoClinic(deps),
    listClinics: listClinics(deps),
    listCoachNotes: listCoachNotes(deps),
    listCoachSuggestions: listCoachSuggestions(deps),
    listGrants: listGrants(deps),
    listMembers: listMembers(deps),
    listReportLinks: listReportLinks(deps),
    listRoster: listRoster(deps),
    listTemplates: listTemplates(deps),
    listVisibleAthletes: listVisibleAthletes(deps),
    openReportLink: openReportLink(deps),
    openWall: openWall({ ...deps, ...look }),
    readAccessLog: readAccessLog(deps),
    readClinic: readClinic(deps),
    readGrantee: readGrantee(deps),
    removeClinic: removeClinic(deps),
    removeCoachNote: removeCoachNote(deps),
    removeCoachSuggestion: removeCoachSuggestion(deps),
    removeDemoClinic: removeDemoClinic(deps),
    removeTemplate: removeTemplate(deps),
    renameClinic: renameClinic(deps),
    revokeGrant: revokeGrant(deps),
    revokeInvitation: revokeInvitation({ ...deps, ...invitations }),
    revokeReportLink: revokeReportLink(deps),
    setMemberRoles: setMemberRoles(deps),
    warmRosters: warmRosters(deps),
  };
}
