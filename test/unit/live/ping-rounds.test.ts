import { expect, test } from 'vitest';
import { PingRounds } from '../../../src/adapters/live/ping-rounds.ts';

test('L9: everybody has one turn a round, and turns are of equal size', () => {
  const rounds = new PingRounds<number>(4);
  const members = Array.from({ length: 12 }, (_, index) => index);
  for (const member of members) rounds.add(member);
  rounds.delete(5);
  const round = [20, 21, 22, 23].map((turn) => [...rounds.on(turn)]);
  expect(round.map((turn) => turn.length).toSorted((a, b) => a - b)).toEqual([2, 3, 3, 3]);
  const left = members.filter((member) => member !== 5);
  expect(round.flat().toSorted((a, b) => a - b)).toEqual(left);
  expect(rounds.all().toSorted((a, b) => a - b)).toEqual(left);
  expect([...rounds.on(24)]).toEqual(round[0]);
});
