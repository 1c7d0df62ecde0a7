import type { CoachAuthor } from '../../../application/ports/coach-author.ts';

/** How every table keeps who wrote a row. */
interface AuthorColumns {
  readonly author_user_id: string;
  readonly author_name: string;
  readonly clinic_id: string | null;
  readonly clinic_name: string | null;
}

export function authorColumns({ userId, name, clinic }: CoachAuthor): AuthorColumns {
  return {
    author_user_id: userId,
    author_name: name,
    clinic_id: clinic?.id ?? null,
    clinic_name: clinic?.name ?? null,
  };
}

export function authorOf(row: AuthorColumns): CoachAuthor {
  const { clinic_id: id, clinic_name: name } = row;
  return {
    userId: row.author_user_id,
    name: row.author_name,
    clinic: id === null || name === null ? null : { id, name },
  };
}
