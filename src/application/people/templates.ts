import { isoWeekOf, mondayOf } from '../../domain/calendar/week.ts';
import { localDateAt } from '../../domain/calendar/local-time.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { AddPrescription } from '../athlete/add-prescription.ts';
import { completePrescription, type NewPrescription } from '../athlete/complete-prescription.ts';
import { AppError, type AppErrorCode } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Template } from '../ports/template-store.ts';
import type { Stores } from '../ports/stores.ts';
import { standingIn } from './clinic-roles.ts';
import type { RecordLook } from './access-log.ts';
import { prescriberBy } from './coach-author.ts';
import type { OpenGrant } from './open-grant.ts';

export type TemplateContent = NewPrescription['given'];
export type PrescriptionTemplate = Template<TemplateContent>;

export interface TemplatesDeps {
  readonly stores: Pick<Stores, 'clinics' | 'people' | 'templates'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface AssignTemplateDeps extends Pick<TemplatesDeps, 'stores'> {
  readonly openGrant: OpenGrant;
  readonly addPrescription: AddPrescription;
  readonly recordLook: RecordLook;
}

interface InClinic {
  readonly userId: string;
  readonly clinicId: string;
}

export type AddTemplate = (
  input: InClinic & { name: string; reason: string | null; content: TemplateContent },
) => Promise<PrescriptionTemplate>;
export type ListTemplates = (input: InClinic) => Promise<readonly PrescriptionTemplate[]>;
export type RemoveTemplate = (input: InClinic & { id: string }) => Promise<void>;

export interface Assignment {
  readonly athleteId: string;
  readonly prescriptionId: string | null;
  /** Why it was not assigned. */
  readonly refused: AppErrorCode | null;
}
export type AssignTemplate = (
  input: InClinic & { id: string; athleteIds: readonly string[]; validFrom: LocalDate },
) => Promise<readonly Assignment[]>;

/**
 * A clinic's named prescription (R6).
 *
 * @throws AppError `invalid_input` as a prescription of the same parts would.
 */
export function addTemplate({ stores, clock, newId }: TemplatesDeps): AddTemplate {
  return async ({ userId, clinicId, name, reason, content }) => {
    await requireMember(stores, { userId, clinicId });
    const today = localDateAt(clock.nowMs(), UTC);
    const author = { userId, clinicId };
    completePrescription(newId(), { validFrom: today, reason, author, given: content }, []);
    const template = { id: newId(), name, reason, content, createdAtMs: clock.nowMs() };
    await stores.templates.add(clinicId, template);
    return template;
  };
}

export function listTemplates({ stores }: Pick<TemplatesDeps, 'stores'>): ListTemplates {
  return async (who) => {
    await requireMember(stores, who);
    // Written by `addTemplate` alone.
    return (await stores.templates.list(who.clinicId)) as readonly PrescriptionTemplate[];
  };
}

export function removeTemplate({ stores }: Pick<TemplatesDeps, 'stores'>): RemoveTemplate {
  return async ({ id, ...who }) => {
    await requireMember(stores, who);
    if (!(await stores.templates.remove(who.clinicId, id))) {
      throw new AppError('not_found', 'There is no such template.');
    }
  };
}

/**
 * Prescribes a template to some athletes from a Monday: to each by the `prescribe` that they gave the clinic, whoever else
 * refuses. Each reads in their access log who did.
 *
 * @throws AppError `invalid_input` for a day that is no Monday.
 */
export function assignTemplate(deps: AssignTemplateDeps): AssignTemplate {
  return async ({ userId, clinicId, id, athleteIds, validFrom }) => {
    const { stores } = deps;
    await requireMember(stores, { userId, clinicId });
    const template = (await stores.templates.find(clinicId, id)) as PrescriptionTemplate | null;
    if (template === null) throw new AppError('not_found', 'There is no such template.');
    if (mondayOf(isoWeekOf(validFrom)) !== validFrom) {
      throw new AppError('invalid_input', 'A template is assigned from a Monday.', { field: 'validFrom' });
    }
    const assign = async (athleteId: string): Promise<Assignment> => {
      const anyOf = ['prescribe'] as const;
      const grant = await deps.openGrant({ userId, athleteId, anyOf, clinicId });
      const { grantId, who, since } = grant;
      if (since !== null && validFrom < since) {
        throw new AppError('not_allowed', 'This is from before the grant.');
      }
      const { reason, content } = template;
      const prescription = { validFrom, reason, author: prescriberBy(grant), given: content };
      const added = await deps.addPrescription({ athleteId, prescription, previewId: null });
      const what = 'prescription_written';
      await deps.recordLook({ athleteId, who, grantId, what, week: null, sessionId: null });
      return { athleteId, prescriptionId: added.id, refused: null };
    };
    const assignments: Assignment[] = [];
    for (const athleteId of new Set(athleteIds)) {
      assignments.push(
        await assign(athleteId).catch((error: unknown) => {
          if (!(error instanceof AppError)) throw error;
          return { athleteId, prescriptionId: null, refused: error.code };
        }),
      );
    }
    return assignments;
  };
}

const UTC = [{ validFrom: '1970-01-01' as LocalDate, timeZone: 'UTC' }];

/** @throws AppError `not_allowed` for the operator who is no member. */
async function requireMember(stores: TemplatesDeps['stores'], who: InClinic): Promise<void> {
  const { roles } = await standingIn(stores, who);
  if (roles.length === 0) throw new AppError('not_allowed', 'This is for the clinic’s members.');
}
