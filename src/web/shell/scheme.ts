import { computed, effect, signal } from '@preact/signals';
import { route } from './route.ts';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);
system.addEventListener('change', (event) => (systemDark.value = event.matches));

/** The live screen is dark by default: it is read in a glance, often at dusk, always on battery. */
export const scheme = computed(() => (systemDark.value || route.value.screen === 'live' ? 'dark' : 'light'));

effect(() => {
  document.documentElement.dataset['scheme'] = scheme.value;
});
