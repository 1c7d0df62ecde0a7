import type { Generated } from 'kysely';
import type { LookedAt } from '../../../application/ports/access-log-store.ts';
import type { ClinicRole } from '../../../application/ports/clinic-store.ts';
import type { GrantScope } from '../../../domain/consent-scopes.ts';
import type { InvitedAs } from '../../../application/ports/invitation-store.ts';
import type { SuggestionState } from '../../../application/ports/coach-suggestion-store.ts';
import type { RosterWeek } from '../../../domain/roster/roster-week.ts';
import type { IsoWeek, LocalDate } from '../../../domain/units.ts';
import type { Bytes, Json, OfAthlete } from './columns.ts';

/** Clinics, consent and what people say and see of an athlete. */
export interface PeopleTables {
  auth_user: AuthUserTable;
  clinic: ClinicTable;
  clinic_member: ClinicMemberTable;
  clinic_template: ClinicTemplateTable;
  invitation: InvitationTable;
  access_grant: AccessGrantTable;
  access_look: AccessLookTable;
  report_link: ReportLinkTable;
  coach_note: CoachNoteTable;
  coach_suggestion: CoachSuggestionTable;
  roster_week: RosterWeekTable;
}

/** As much of the identity library's own as we read; it is erased with the athlete. */
interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  isOperator: Generated<boolean>;
  twoFactorEnabled: Generated<boolean>;
  declinesTraining: Generated<boolean>;
  createdAt: Generated<Date>;
}

interface ClinicTable {
  id: string;
  name: string;
  created_at: Date;
  requires_two_factor: Generated<boolean>;
  demo_athlete_ids: string[] | null;
}

interface ClinicMemberTable {
  clinic_id: string;
  user_id: string;
  role: ClinicRole;
  id: string;
  created_at: Date;
}

interface ClinicTemplateTable {
  clinic_id: string;
  id: string;
  name: string;
  reason: string | null;
  content: Json<unknown>;
  created_at: Date;
}

interface InvitationTable {
  id: string;
  invited_as: InvitedAs;
  clinic_id: string | null;
  email: string | null;
  token_hash: Bytes;
  created_by: string | null;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
}

interface AccessGrantTable extends OfAthlete {
  id: string;
  clinic_id: string | null;
  coach_user_id: string | null;
  scopes: GrantScope[];
  history: boolean;
  reason: string | null;
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  revision: Generated<number>;
}

interface AccessLookTable extends OfAthlete {
  id: string;
  user_id: string;
  who_name: string;
  clinic_name: string | null;
  grant_id: string;
  what: LookedAt;
  week: IsoWeek | null;
  session_id: string | null;
  first_at: Date;
  last_at: Date;
  count: Generated<number>;
  application: string | null;
}

interface ReportLinkTable extends OfAthlete {
  id: string;
  token_hash: Bytes;
  week: IsoWeek | null;
  session_id: string | null;
  created_at: Date;
  expires_at: Date;
}

interface CoachNoteTable extends OfAthlete {
  id: string;
  author_user_id: string;
  author_name: string;
  clinic_id: string | null;
  clinic_name: string | null;
  week: IsoWeek | null;
  text: string;
  created_at: Date;
}

interface CoachSuggestionTable extends OfAthlete {
  id: string;
  author_user_id: string;
  author_name: string;
  clinic_id: string | null;
  clinic_name: string | null;
  bpm: number;
  valid_from: LocalDate;
  method: string | null;
  reason: string | null;
  created_at: Date;
  state: Generated<SuggestionState>;
  answered_at: Date | null;
}

interface RosterWeekTable extends OfAthlete {
  week: IsoWeek;
  mark: string;
  row: Json<RosterWeek>;
}
