import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { words } from '../../language/language.ts';
import { InletGuide, type NewAddress } from './inlet-guide.tsx';
import { InletRow } from './inlet-row.tsx';
import { NewInlet } from './new-inlet.tsx';
import { useInlets } from './use-inlets.ts';
import './relays-screen.css';

/** Addresses for apps that send heart rate (N1, N7): made, watched for their first beat, revoked. */
export function RelaysScreen(): JSX.Element {
  const t = words.value.relays;
  const list = useInlets();
  const [made, setMade] = useState<NewAddress | null>(null);
  const items = list.state === 'ready' ? list.value.items : [];
  const { reload } = list;
  return (
    <div class="relays stack">
      <h1>{t.title}</h1>
      <p class="soft">{t.lead}</p>
      {made === null ? (
        <NewInlet
          onMade={(address) => {
            setMade(address);
            reload();
          }}
        />
      ) : (
        <InletGuide
          made={made}
          inlet={items.find(({ id }) => id === made.id) ?? null}
          onDone={() => setMade(null)}
        />
      )}
      <section class="stack" aria-labelledby="my-inlets">
        <h2 id="my-inlets">{t.mine}</h2>
        {list.state === 'loading' && <Loading heights={[80]} />}
        {list.state === 'failed' && <ProblemNotice problem={list.problem} retry={list.reload} />}
        {list.state === 'ready' && items.length === 0 && <p class="soft">{t.none}</p>}
        <ul class="inlets">
          {items.map((inlet) => (
            <InletRow key={inlet.id} inlet={inlet} onChange={reload} />
          ))}
        </ul>
      </section>
    </div>
  );
}
