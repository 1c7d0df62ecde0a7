import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { sendJson } from '../../api/api-client.ts';
import type { IssuedInletJson } from '../../api/contract.ts';
import { Field, TextField } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useForm } from '../../components/use-form.ts';
import { words } from '../../language/language.ts';
import type { NewAddress } from './inlet-guide.tsx';
import { RELAY_APPS } from './relay-apps.ts';

/** Which app is it? Its address follows. */
export function NewInlet({ onMade }: { onMade: (made: NewAddress) => void }): JSX.Element {
  const t = words.value.relays;
  const [app, setApp] = useState(RELAY_APPS[0]!);
  const [name, setName] = useState('');
  const usualName = app.name === '' ? t.other : app.name;
  const form = useForm(async () => {
    const issued = await sendJson<IssuedInletJson>('POST', '/v1/inlets', {
      name: name.trim() === '' ? usualName : name.trim(),
      kind: app.kind,
    });
    onMade({ ...issued, app });
  });
  return (
    <section aria-labelledby="add-app">
      <form class="stack" {...form.handlers}>
        <h2 id="add-app">{t.add}</h2>
        <div class="form-grid">
          <Field label={t.app}>
            <select
              value={app.id}
              onChange={({ currentTarget }) =>
                setApp(RELAY_APPS.find(({ id }) => id === currentTarget.value) ?? app)
              }
            >
              {RELAY_APPS.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name === '' ? t.other : each.name}
                </option>
              ))}
            </select>
          </Field>
          <TextField label={t.name} maxLength={100} placeholder={usualName} value={name} onValue={setName} />
        </div>
        <ProblemNotice problem={form.problem} />
        <div>
          <button type="submit" class="button primary" disabled={form.busy}>
            {t.make}
          </button>
        </div>
      </form>
    </section>
  );
}
