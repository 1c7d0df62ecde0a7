import type { JSX } from 'preact';

/** In place of the page while its words can't be loaded: so in every language, and not from the catalogue. */
export function NoWords(): JSX.Element {
  return (
    <div class="shell">
      <main class="stack">
        <h1>Zone Coach</h1>
        <div role="alert" class="stack">
          <p lang="da">Siden kunne ikke hentes. Tjek forbindelsen, og prøv igen. Intet er tabt.</p>
          <p lang="en">The page could not be loaded. Check the connection and try again. Nothing is lost.</p>
        </div>
        <div>
          {/* An import that failed may be remembered as failed: the whole page is asked for. */}
          <button type="button" class="button primary" onClick={() => location.reload()}>
            <span lang="da">Prøv igen</span> · <span lang="en">Try again</span>
          </button>
        </div>
      </main>
    </div>
  );
}
