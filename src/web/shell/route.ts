import { signal } from '@preact/signals';
import { hrefOf, parseRoute, type Route, type Screen } from './address.ts';

export const route = signal<Route>(parseRoute(location.hash));

export function go(screen: Screen, subject?: string): void {
  location.hash = hrefOf(screen, subject);
}

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
  scrollTo(0, 0);
});
