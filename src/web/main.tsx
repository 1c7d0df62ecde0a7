import { render } from 'preact';
import './styles/tokens.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';
import './styles/parts.css';
import './styles/print.css';
import './shell/scheme.ts';
import { NoWords } from './shell/no-words.tsx';
import { loadScreen, Shell } from './shell/shell.tsx';
import { loadWords } from './language/language.ts';
import { askWho } from './shell/me.ts';
import { route } from './shell/route.ts';
import { keepUpToDate } from './shell/service-worker.ts';
import { resumeOpenSession } from './live/bridge.ts';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no place for the page');
// Side by side: nobody waits for another's answer. Whoever needs the latter two asks again, and tells of a failure.
const wordsLoaded = loadWords();
askWho().catch(() => undefined);
loadScreen(route.value.screen).catch(() => undefined);
// Not awaited at the top: a module that waits keeps the build from joining small files of script.
void wordsLoaded
  .then(
    () => {
      render(<Shell />, place);
      void resumeOpenSession();
    },
    () => render(<NoWords />, place),
  )
  .then(keepUpToDate);
