import { sql, type RawBuilder } from 'kysely';
import { atomically } from './atomically.ts';
import type { Executor } from './database.ts';
import { ONE_ATHLETE, SEVERAL_ATHLETES } from './request-scope.ts';

const ROLES = [ONE_ATHLETE, SEVERAL_ATHLETES];

/**
 * Of one athlete without a sub-select, which would be a plan within each plan. Of several by one that Postgres hashes once a
 * statement: a list of hundreds, compared with each row or at each look into an index, is a list for every row.
 */
const POLICIES = [
  { name: 'of_one_athlete', role: ONE_ATHLETE, using: `athlete_id = current_setting('app.athletes', true)` },
  {
    name: 'of_several_athletes',
    role: SEVERAL_ATHLETES,
    using: `athlete_id in (select unnest(string_to_array(current_setting('app.athletes', true), ',')) as name)`,
  },
];

/** Of all processes that start at once, one raises it. */
const WALL_LOCK = 7_383_513;

/**
 * Makes the roles, and of every table with `athlete_id` one that shows them rows of the athletes in `app.athletes`
 * alone; a later table, a restored dump and a role that an administrator has made by then are caught up with. The owner,
 * who migrates and works in the background, is not bound. Answers null, or one sentence on why the wall is not up.
 */
export async function raiseSecondWall(db: Executor): Promise<string | null> {
  if (await isOnSeveralNodes(db)) return 'the nodes of a cluster are not told whom a request may touch';
  if (await isUp(db)) return null;
  try {
    await atomically(db, async (trx) => {
      await sql`select pg_advisory_xact_lock(${WALL_LOCK})`.execute(trx);
      for (const statement of [...ROLES.flatMap(makeRole), RAISE]) await sql.raw(statement).execute(trx);
    });
  } catch (error) {
    if (!isRefused(error)) throw error;
    const make = ROLES.map((role) => `create role ${role} nologin`).join('; ');
    return `its user may not make or take roles; as an administrator run once "${make}; grant ${ROLES.join(', ')} to" that user, and restart`;
  }
  return null;
}

const makeRole = (role: string): string[] => [
  `do $$ begin
    if to_regrole('${role}') is null then create role ${role} nologin; end if;
  exception when duplicate_object or unique_violation then null;
  end $$`,
  `do $$ begin
    if not pg_has_role(current_user, '${role}', 'SET') then
      execute format('grant ${role} to %I with set true, inherit false', current_user);
    end if;
  end $$`,
];

const OURS = `
  select c.oid::regclass as name, c.relrowsecurity as is_secured, exists (
    select from pg_attribute a where a.attrelid = c.oid and a.attname = 'athlete_id' and not a.attisdropped
  ) as is_of_athletes
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely\\_%'
`;
const ROLE_LIST = ROLES.join(', ');
const OWN = POLICIES.map(({ name }) => `'${name}'`).join(', ');
const RAISE = `do $$ declare ours record; other name; begin
  execute format('grant usage on schema %I to ${ROLE_LIST}', current_schema());
  execute format('grant usage on all sequences in schema %I to ${ROLE_LIST}', current_schema());
  for ours in ${OURS} loop
    execute format('grant select, insert, update, delete on %s to ${ROLE_LIST}', ours.name);
    if ours.is_of_athletes then
      execute format('alter table %s enable row level security', ours.name);
      -- Whatever else lets these roles through would be a hole.
      for other in select polname from pg_policy where polrelid = ours.name and polpermissive and polname not in (${OWN})
        and polroles && array[0, ${ROLES.map((role) => `'${role}'::regrole::oid`).join(', ')}]::oid[]
      loop
        execute format('drop policy %I on %s', other, ours.name);
      end loop;
      ${POLICIES.map(
        ({ name, role, using }) => `
      execute format('drop policy if exists ${name} on %s', ours.name);
      execute format('create policy ${name} on %s to ${role} using (%s)', ours.name, $using$${using}$using$);`,
      ).join('')}
    end if;
  end loop;
end $$`;

/** An expression without what Postgres adds when it writes one down: brackets, types and spaces. */
const plain = (expression: RawBuilder<unknown>): RawBuilder<string> =>
  sql`regexp_replace(lower(${expression}), '::text|[()\\s]', '', 'g')`;

/** Whether each table has its policies, as they are written here and none that lets more through. */
async function isUp(db: Executor): Promise<boolean> {
  const wanted = POLICIES.map(({ using }) => using.toLowerCase().replace(/[()\s]/g, ''));
  const { rows } = await sql<{ up: boolean | null }>`
    select bool_and(pg_has_role(current_user, to_regrole(role), 'SET')) and not exists (
      select from (${sql.raw(OURS)}) ours cross join unnest(${ROLES}::text[], ${wanted}::text[]) as r (role, wanted)
      where not has_table_privilege(to_regrole(r.role), ours.name, 'DELETE')
        or ours.is_of_athletes and not (ours.is_secured and exists (
          select from pg_policy p where p.polrelid = ours.name and p.polroles = array[to_regrole(r.role)::oid]
            and p.polcmd = '*' and p.polwithcheck is null and ${plain(sql`pg_get_expr(p.polqual, p.polrelid)`)} = r.wanted
        ) and not exists (
          select from pg_policy p where p.polrelid = ours.name and p.polpermissive
            and p.polname <> all (${POLICIES.map(({ name }) => name)}) and p.polroles && array[0, to_regrole(r.role)::oid]::oid[]
        ))
    ) as up
    from unnest(${ROLES}::text[]) as wanted (role)
  `.execute(db);
  return rows[0]?.up === true;
}

async function isOnSeveralNodes(db: Executor): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('citus_tables') is not null as there
  `.execute(db);
  return rows[0]?.there === true;
}

/** 42501, insufficient_privilege. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}
