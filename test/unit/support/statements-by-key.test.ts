import { describe, expect, it } from 'vitest';
import { findKeys } from '../../support/distribution/find-keys.ts';
import { keyFault, type OpenTransaction } from '../../support/distribution/key-fault.ts';

const DISTRIBUTED = new Set(['session', 'session_day', 'upload']);

describe('a statement of one athlete', () => {
  it.each([
    ['names the key', 'select * from session where athlete_id = $1'],
    ['compares rows', 'select * from session s where (s.athlete_id, s.id) = ($1, $2::uuid)'],
    [
      'joins on the key',
      'select 1 from session s join session_day d on d.athlete_id = s.athlete_id and d.session_id = s.id where s.athlete_id = $1',
    ],
    [
      'joins by its name',
      'select 1 from session left join session_day using (athlete_id, session_id) where athlete_id = $1',
    ],
    [
      'hands it on',
      'with mine as (select athlete_id, id from session where athlete_id = $1) select 1 from mine join upload using (athlete_id)',
    ],
    [
      'asks within',
      'select 1 from session s where athlete_id = $1 and exists (select from session_day d where d.athlete_id = s.athlete_id)',
    ],
    [
      'looks sideways',
      'select 1 from session s cross join lateral (select 1 from upload u where u.athlete_id = s.athlete_id) u where s.athlete_id = $1',
    ],
    [
      'unites',
      'select 1 from (select athlete_id from session where athlete_id = $1 union all select athlete_id from upload where athlete_id = $2) of_both join session_day using (athlete_id)',
    ],
    [
      'inserts values',
      'insert into session (id, athlete_id) values ($1, $2), ($3, $4) on conflict do nothing',
    ],
    [
      'inserts what it selects',
      'insert into session_day (athlete_id, date) select s.athlete_id, $1 from session s where s.athlete_id = $2',
    ],
    [
      'updates',
      'update session set sport = u.sport from upload u where u.athlete_id = session.athlete_id and session.athlete_id = $1',
    ],
    [
      'deletes',
      'delete from session using upload where session.athlete_id = upload.athlete_id and upload.athlete_id = $1',
    ],
    ['touches no such table', 'select * from clinic'],
  ])('%s', (_, statement) => {
    expect(findKeys(statement, DISTRIBUTED).tablesWithout).toEqual([]);
  });
});

describe('a statement across athletes', () => {
  it.each([
    ['has no key', ['session'], 'select * from session where id = $1'],
    ['has it as a choice', ['session'], 'select * from session where athlete_id = $1 or id = $2'],
    ['compares otherwise', ['session'], 'select * from session where athlete_id > $1'],
    ['names several', ['session'], 'select * from session where athlete_id = any($1)'],
    [
      'joins by something else',
      ['session_day'],
      'select 1 from session s join session_day d on d.session_id = s.id where s.athlete_id = $1',
    ],
    [
      'forgets it within',
      ['upload'],
      'select 1 from session where athlete_id = $1 and id in (select id from upload)',
    ],
    [
      'hands on several',
      ['upload'],
      'with many as (select unnest($1::text[]) as athlete_id) select 1 from many join upload using (athlete_id)',
    ],
    [
      'unites one with all',
      ['upload', 'session_day'],
      'select 1 from (select athlete_id from session where athlete_id = $1 union select athlete_id from upload) of_both join session_day using (athlete_id)',
    ],
    [
      'inserts what others have',
      ['session_day', 'session'],
      'insert into session_day (athlete_id) select athlete_id from session',
    ],
    ['updates', ['session'], 'update session set sport = $1 where id = $2'],
    ['deletes', ['session'], 'delete from session where start_ms < $1'],
  ])('%s', (_, tables, statement) => {
    expect(findKeys(statement, DISTRIBUTED).tablesWithout).toEqual(tables);
  });
});

describe('values of the key', () => {
  const fault = (
    statement: string,
    values: readonly unknown[],
    transaction?: OpenTransaction,
  ): string | null => keyFault(statement, values, findKeys(statement, DISTRIBUTED), transaction);
  const ONE = 'select * from session where athlete_id = $1';

  it.each([
    [
      'a join',
      'select 1 from session s join upload u on u.id = s.id where s.athlete_id = $1 and u.athlete_id = $2',
    ],
    [
      'a look within',
      'select 1 from session where athlete_id = $1 and id in (select id from upload where athlete_id = $2)',
    ],
    ['an insert', 'insert into session (athlete_id, id) values ($1, 1), ($2, 2)'],
    [
      'what unites',
      'select 1 from session where athlete_id = $1 union all select 1 from upload where athlete_id = $2',
    ],
    [
      'two statements in one',
      'with gone as (delete from session where athlete_id = $1) delete from upload where athlete_id = $2',
    ],
  ])('%s of one athlete named twice is answered by one node, of two athletes it is not', (_, statement) => {
    expect(fault(statement, ['anna', 'anna'])).toBeNull();
    expect(fault(statement, ['anna', 'bo'])).toContain('2 athletes joined in one statement');
  });

  it('a parameter is another athlete than a constant', () => {
    const statement = `select 1 from session, upload where session.athlete_id = $1 and upload.athlete_id = 'bo'`;
    expect(fault(statement, ['anna'])).not.toBeNull();
  });

  it('a transaction is about one athlete: the first statement about another is named', () => {
    const transaction: OpenTransaction = { keys: new Set(), texts: new Set() };
    expect(fault(ONE, ['anna'], transaction)).toBeNull();
    expect(fault('select * from clinic', [], transaction)).toBeNull();
    expect(fault('update upload set id = $2 where athlete_id = $1', ['anna', 'x'], transaction)).toBeNull();
    expect(fault(ONE, ['bo'], transaction)).toContain('several athletes in one transaction');
  });
});
