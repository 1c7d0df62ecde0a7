interface Sleeper {
  wake(): void;
}

const sleepers = new Set<Sleeper>();

/** Woken whenever the network is back or the page is seen again, until the answered function is called. */
export function keepAwake(sleeper: Sleeper): () => void {
  sleepers.add(sleeper);
  return () => void sleepers.delete(sleeper);
}

function wake(): void {
  if (document.visibilityState !== 'visible') return;
  for (const sleeper of sleepers) sleeper.wake();
}
addEventListener('online', wake);
document.addEventListener('visibilitychange', wake);
