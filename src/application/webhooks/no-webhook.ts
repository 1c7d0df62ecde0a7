import { AppError } from '../errors.ts';

export function noWebhook(): never {
  throw new AppError('not_found', 'There is no such webhook.');
}
