import { AppError } from '../../application/errors.ts';
import type { AppErrorCode } from '../../application/errors.ts';

interface Refusal {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly field?: string;
}

const NO_ATHLETE: Refusal = { code: 'not_found', message: 'There is no such athlete.' };
const ID_TAKEN: Refusal = { code: 'conflict', message: 'This id is already in use.', field: 'id' };

/** What it means when the database holds a constraint against a write. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  athlete_pk: ID_TAKEN,
  max_heart_rate_pk: ID_TAKEN,
  max_heart_rate_bpm: { code: 'invalid_input', message: 'A max heart rate is 100 to 230 bpm.', field: 'bpm' },
  prescription_pk: ID_TAKEN,
  excused_week_key: { code: 'invalid_input', message: 'A week is written like 2026-W47.', field: 'week' },
  resting_heart_rate_bpm: {
    code: 'invalid_input',
    message: 'A resting heart rate is 20 to 230 bpm.',
    field: 'bpm',
  },
  device_token_pk: ID_TAKEN,
  device_token_hash_once: { code: 'conflict', message: 'This token is already in use.' },
  upload_pk: ID_TAKEN,
  access_grant_clinic: { code: 'not_found', message: 'There is no such clinic.', field: 'clinicId' },
  access_grant_coach: { code: 'not_found', message: 'There is no such person.', field: 'coachUserId' },
  session_pk: ID_TAKEN,
  recording_upload: { code: 'not_found', message: 'There is no such upload.' },
};

/** For `.catch`: a violated constraint becomes the refusal it stands for, anything else is passed on. */
export function refuse(error: unknown): never {
  const constraint = constraintOf(error);
  const refusal = constraint === null ? undefined : refusalOf(constraint);
  if (refusal === undefined) throw error;
  const field = refusal.field === undefined ? {} : { field: refusal.field };
  throw new AppError(refusal.code, refusal.message, { ...field, cause: error });
}

function refusalOf(constraint: string): Refusal | undefined {
  return REFUSALS[constraint] ?? (constraint.endsWith('_athlete') ? NO_ATHLETE : undefined);
}

function constraintOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('constraint' in error)) return null;
  return typeof error.constraint === 'string' ? error.constraint : null;
}
