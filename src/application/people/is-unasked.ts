import type { Person } from '../ports/person-store.ts';
import type { SignUp } from './sign-up.ts';

/**
 * Whether nobody has asked a person without an athlete if they train (U1): the operator, and who signed up alone where
 * anybody may. Who was invited to work here came for others.
 */
export function isUnasked(
  { isOperator, declinesTraining }: Pick<Person, 'isOperator' | 'declinesTraining'>,
  memberships: readonly unknown[],
  signUp: SignUp,
): boolean {
  return !declinesTraining && (isOperator || (signUp === 'open' && memberships.length === 0));
}
