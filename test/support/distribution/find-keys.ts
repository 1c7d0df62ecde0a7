import type {
  ColumnRef,
  DeleteStmt,
  InsertStmt,
  Node,
  SelectStmt,
  UpdateStmt,
  WithClause,
} from 'libpg-query';
import { loadModule, parseSync } from 'libpg-query';

const KEY = 'athlete_id';

/** Where a value of the key comes from: the number of a parameter, or a constant as it is written. */
type Source = number | string;

/** One value of the athlete's key; two that a statement sets equal have one root. */
interface Key {
  same: Key | null;
  /** What the statement sets it equal to; of a root. */
  readonly sources: Set<Source>;
}

/** What is in scope: relations by alias, with their key where they have one, and common table expressions. */
interface Level {
  readonly outer: Level | null;
  readonly relations: Map<string, Key | null>;
  readonly expressions: Map<string, Key | null>;
}

/** What a statement says about the athlete's key of the distributed tables that it touches. */
export interface StatementKeys {
  /** Whose key is not set equal to a parameter, a constant or a key that is: several nodes would have to answer. */
  readonly tablesWithout: readonly string[];
  /** All that the others are set equal to. One node answers, since an athlete's rows lie together, if they are one value. */
  readonly sources: readonly Source[];
}

await loadModule();

/** @throws SqlError of the parser of PostgreSQL. */
export function findKeys(statement: string, distributed: ReadonlySet<string>): StatementKeys {
  const touched: { table: string; key: Key }[] = [];
  const unions: { key: Key; parts: readonly Key[] }[] = [];

  const newKey = (...sources: Source[]): Key => ({ same: null, sources: new Set(sources) });
  const rootOf = (key: Key): Key => (key.same === null ? key : rootOf(key.same));
  const isBound = (key: Key): boolean => rootOf(key).sources.size > 0;
  const setEqual = (a: Key | null, b: Key | null): void => {
    if (a === null || b === null || rootOf(a) === rootOf(b)) return;
    const [from, to] = [rootOf(a), rootOf(b)];
    from.same = to;
    for (const source of from.sources) to.sources.add(source);
  };

  const touch = (table: string): Key | null => {
    if (!distributed.has(table)) return null;
    const key = newKey();
    touched.push({ table, key });
    return key;
  };

  const columnKey = ({ fields = [] }: ColumnRef, level: Level): Key | null => {
    const names = fields.map((field) => ('String' in field ? field.String.sval : '*'));
    if (names.at(-1) !== KEY && names.at(-1) !== '*') return null;
    for (let at: Level | null = level; at !== null; at = at.outer) {
      const relation = names.length > 1 ? at.relations.get(names.at(-2)!) : firstKey(at.relations.values());
      if (relation !== undefined && relation !== null) return relation;
    }
    return null;
  };

  const termKey = (term: Node | undefined, level: Level): Key | null => {
    if (term === undefined) return null;
    if ('ParamRef' in term) return newKey(term.ParamRef.number ?? 0);
    if ('A_Const' in term) return newKey(JSON.stringify(term.A_Const));
    if ('TypeCast' in term) return termKey(term.TypeCast.arg, level);
    return 'ColumnRef' in term ? columnKey(term.ColumnRef, level) : null;
  };

  /** Equalities that hold for each row: those under OR and NOT do not. */
  const conjuncts = (condition: Node | undefined, level: Level): void => {
    if (condition === undefined) return;
    if ('BoolExpr' in condition) {
      if (condition.BoolExpr.boolop === 'AND_EXPR') {
        for (const part of condition.BoolExpr.args ?? []) conjuncts(part, level);
      }
      return;
    }
    if (!('A_Expr' in condition) || condition.A_Expr.kind !== 'AEXPR_OP') return;
    const [operator] = condition.A_Expr.name ?? [];
    if (operator === undefined || !('String' in operator) || operator.String.sval !== '=') return;
    const { lexpr, rexpr } = condition.A_Expr;
    if (lexpr !== undefined && rexpr !== undefined && 'RowExpr' in lexpr && 'RowExpr' in rexpr) {
      const right = rexpr.RowExpr.args ?? [];
      for (const [index, left] of (lexpr.RowExpr.args ?? []).entries()) {
        setEqual(termKey(left, level), termKey(right[index], level));
      }
      return;
    }
    setEqual(termKey(lexpr, level), termKey(rexpr, level));
  };

  /** Selects within an expression see what is around them. */
  const subselects = (expression: unknown, level: Level): void => {
    if (Array.isArray(expression)) {
      for (const part of expression) subselects(part, level);
    } else if (typeof expression === 'object' && expression !== null) {
      for (const [name, value] of Object.entries(expression)) {
        if (name === 'SelectStmt') select(value as SelectStmt, level);
        else subselects(value, level);
      }
    }
  };

  /** Answers the keys of what it adds to the level. */
  const from = (item: Node, level: Level): (Key | null)[] => {
    if ('RangeVar' in item) {
      const { relname = '', alias } = item.RangeVar;
      const expression = expressionKey(relname, level);
      const key = expression === undefined ? touch(relname) : expression;
      level.relations.set(alias?.aliasname ?? relname, key);
      return [key];
    }
    if ('RangeSubselect' in item) {
      const { subquery, alias } = item.RangeSubselect;
      const key = subquery === undefined ? null : query(subquery, level);
      level.relations.set(alias?.aliasname ?? '', key);
      return [key];
    }
    if ('JoinExpr' in item) {
      const { larg, rarg, usingClause = [], quals } = item.JoinExpr;
      const left = larg === undefined ? [] : from(larg, level);
      const right = rarg === undefined ? [] : from(rarg, level);
      if (usingClause.some((column) => 'String' in column && column.String.sval === KEY)) {
        setEqual(firstKey(left), firstKey(right));
      }
      conjuncts(quals, level);
      subselects(quals, level);
      return [...left, ...right];
    }
    subselects(item, level);
    return [];
  };

  const within = (outer: Level | null, clause: WithClause | undefined): Level => {
    const level: Level = { outer, relations: new Map(), expressions: new Map() };
    for (const item of clause?.ctes ?? []) {
      if (!('CommonTableExpr' in item)) continue;
      const { ctename = '', ctequery } = item.CommonTableExpr;
      level.expressions.set(ctename, ctequery === undefined ? null : query(ctequery, level));
    }
    return level;
  };

  /** Of rows from several places: bound as soon as each of them is. */
  const keyOfAll = (parts: readonly (Key | null)[]): Key | null => {
    const keys = parts.filter((part) => part !== null);
    if (keys.length < parts.length) return null;
    const key = newKey();
    unions.push({ key, parts: keys });
    return key;
  };

  /** The key among the columns that a list of targets answers. */
  const answeredKey = (targets: readonly Node[] | undefined, level: Level): Key | null => {
    for (const target of targets ?? []) {
      if (!('ResTarget' in target)) continue;
      const { name, val } = target.ResTarget;
      const isColumn = val !== undefined && 'ColumnRef' in val;
      if (name !== KEY && !(name === undefined && isColumn)) continue;
      const key = termKey(val, level);
      if (key !== null) return key;
    }
    return null;
  };

  /** `at`: which of its columns is the key, where the place says so and not the name. */
  const select = (statement: SelectStmt, outer: Level | null, at?: number): Key | null => {
    const level = within(outer, statement.withClause);
    if (statement.larg !== undefined && statement.rarg !== undefined) {
      return keyOfAll([select(statement.larg, level, at), select(statement.rarg, level, at)]);
    }
    for (const item of statement.fromClause ?? []) from(item, level);
    conjuncts(statement.whereClause, level);
    const { fromClause: _from, withClause: _with, ...expressions } = statement;
    subselects(expressions, level);
    if (at === undefined) return answeredKey(statement.targetList, level);
    if (statement.valuesLists !== undefined) {
      const rows = statement.valuesLists.map((row) => ('List' in row ? row.List.items?.[at] : undefined));
      return keyOfAll(rows.map((term) => termKey(term, level)));
    }
    const target = statement.targetList?.[at];
    return target !== undefined && 'ResTarget' in target ? termKey(target.ResTarget.val, level) : null;
  };

  const insert = (statement: InsertStmt, outer: Level | null): Key | null => {
    const level = within(outer, statement.withClause);
    const table = statement.relation?.relname ?? '';
    const key = touch(table);
    level.relations.set(statement.relation?.alias?.aliasname ?? table, key);
    const at = (statement.cols ?? []).findIndex((item) => 'ResTarget' in item && item.ResTarget.name === KEY);
    const source = statement.selectStmt;
    if (source !== undefined && 'SelectStmt' in source) setEqual(key, select(source.SelectStmt, level, at));
    subselects([statement.onConflictClause, statement.returningClause?.exprs], level);
    return answeredKey(statement.returningClause?.exprs, level);
  };

  const change = (statement: UpdateStmt & DeleteStmt, outer: Level | null): Key | null => {
    const level = within(outer, statement.withClause);
    const table = statement.relation?.relname ?? '';
    const key = touch(table);
    level.relations.set(statement.relation?.alias?.aliasname ?? table, key);
    for (const item of [...(statement.fromClause ?? []), ...(statement.usingClause ?? [])]) from(item, level);
    conjuncts(statement.whereClause, level);
    subselects([statement.targetList, statement.whereClause, statement.returningClause?.exprs], level);
    return answeredKey(statement.returningClause?.exprs, level);
  };

  const query = (node: Node, outer: Level | null): Key | null => {
    if ('SelectStmt' in node) return select(node.SelectStmt, outer);
    if ('InsertStmt' in node) return insert(node.InsertStmt, outer);
    if ('UpdateStmt' in node) return change(node.UpdateStmt, outer);
    if ('DeleteStmt' in node) return change(node.DeleteStmt, outer);
    subselects(node, { outer, relations: new Map(), expressions: new Map() });
    return null;
  };

  for (const { stmt } of parseSync(statement).stmts ?? []) if (stmt !== undefined) query(stmt, null);
  // One may be part of another.
  for (let bounds = -1; bounds !== (bounds = unions.filter(({ key }) => isBound(key)).length);) {
    for (const { key, parts } of unions)
      if (parts.every(isBound)) for (const part of parts) setEqual(key, part);
  }
  return {
    tablesWithout: [...new Set(touched.filter(({ key }) => !isBound(key)).map(({ table }) => table))],
    sources: [...new Set(touched.flatMap(({ key }) => [...rootOf(key).sources]))],
  };
}

function firstKey(keys: Iterable<Key | null>): Key | null {
  for (const key of keys) if (key !== null) return key;
  return null;
}

function expressionKey(name: string, level: Level): Key | null | undefined {
  for (let at: Level | null = level; at !== null; at = at.outer) {
    const key = at.expressions.get(name);
    if (key !== undefined) return key;
  }
  return undefined;
}
