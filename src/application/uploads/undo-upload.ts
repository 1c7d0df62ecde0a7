import { AppError } from '../errors.ts';
import type { Stores, Transactions } from '../ports/stores.ts';
import type { EvaluateSession } from '../ports/evaluate-session.ts';
import { removeUploads } from './remove-uploads.ts';

export interface UndoUploadDeps {
  readonly stores: Pick<Stores, 'athletes'>;
  readonly transactions: Transactions;
  readonly evaluate: EvaluateSession;
}

export type UndoUpload = (input: { athleteId: string; uploadId: string }) => Promise<void>;

/** Undoes one upload exactly: its recordings go, the sessions of those hours are what the other sources say. */
export function undoUpload(deps: UndoUploadDeps): UndoUpload {
  return async ({ athleteId, uploadId }) => {
    const athlete = await deps.stores.athletes.find(athleteId);
    if (athlete === null) throw new AppError('not_found', 'There is no such athlete.');
    await deps.transactions.forAthlete(athleteId, async (stores) => {
      const { evaluate } = deps;
      if ((await removeUploads({ stores, evaluate }, athlete, [uploadId])) === 0) {
        throw new AppError('not_found', 'There is no such upload.');
      }
    });
  };
}
