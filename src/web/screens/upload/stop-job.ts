import { remove } from '../../api/api-client.ts';
import { asProblem } from '../../api/resource.ts';

/** Ends an import on the server. That it has ended by itself meanwhile is no fault: its row shows how. */
export async function stopJob(id: string): Promise<void> {
  try {
    await remove(`/v1/uploads/jobs/${id}`);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code !== 'invalid_state') throw problem;
  }
}
