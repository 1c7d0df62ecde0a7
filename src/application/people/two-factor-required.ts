import { AppError } from '../errors.ts';

/** The refusal of whoever owes their clinic a second factor (U4). */
export function twoFactorRequired(): AppError {
  return new AppError(
    'two_factor_required',
    'This clinic demands a second factor: set it up under your sign-in first.',
  );
}
