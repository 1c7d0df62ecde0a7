import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../language/language.ts';
import type { Screen } from './address.ts';

/**
 * Where one page follows another a browser would say its name and begin at its top; here a screen follows a screen, so
 * the title and the focus do, in the same frame: a key pressed a moment later goes where the person has come to. `place`
 * is where the person has gone to, `screen` what is shown there.
 */
export function useArrival(screen: Screen, place: string): void {
  const t = words.value;
  const name =
    screen === 'session' ? t.session.listTitle : screen === 'start' ? t.start.title : t.nav[screen];
  const last = useRef(place);
  useLayoutEffect(() => {
    document.title = `${name} · Zone Coach`;
  }, [name]);
  useLayoutEffect(() => {
    if (last.current === place) return;
    last.current = place;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [place]);
}
