import type { FormHTMLAttributes } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiProblem } from '../api/api-client.ts';
import { useAction } from './use-action.ts';

export interface Form {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** Sent, and nothing typed since. */
  readonly saved: boolean;
  /** For the `form` element. */
  readonly handlers: Required<Pick<FormHTMLAttributes, 'onInput' | 'onSubmit'>>;
}

/** A form that sends what was filled in. */
export function useForm(send: () => Promise<void>): Form {
  const { busy, problem, run } = useAction();
  const [saved, setSaved] = useState(false);
  return {
    busy,
    problem,
    saved,
    handlers: {
      onInput: () => setSaved(false),
      onSubmit: (event) => {
        event.preventDefault();
        run(async () => {
          await send();
          setSaved(true);
        });
      },
    },
  };
}
