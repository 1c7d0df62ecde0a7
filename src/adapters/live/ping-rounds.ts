/**
 * Members that are pinged on one turn after another: each once a round, and a turn is a fair part of them, since together
 * they would hold the process up.
 */
export class PingRounds<Member> {
  readonly #turns: readonly Set<Member>[];
  #next = 0;

  constructor(turnsPerRound: number) {
    this.#turns = Array.from({ length: turnsPerRound }, () => new Set<Member>());
  }

  add(member: Member): void {
    this.on(this.#next++).add(member);
  }

  delete(member: Member): void {
    for (const turn of this.#turns) if (turn.delete(member)) return;
  }

  /** Those whose turn it is; turns count on from round to round. */
  on(turn: number): Set<Member> {
    return this.#turns[turn % this.#turns.length]!;
  }

  all(): Member[] {
    return this.#turns.flatMap((turn) => [...turn]);
  }
}
