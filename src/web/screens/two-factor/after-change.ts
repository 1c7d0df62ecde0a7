import { forgetAnswers } from '../../api/resource.ts';
import { loadMe } from '../../shell/me.ts';

/** The session is another one since the second factor changed, and what a clinic refused may be open. */
export async function afterChange(): Promise<void> {
  await loadMe();
  forgetAnswers();
}
