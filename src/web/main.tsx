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
import { Shell } from './shell/shell.tsx';
import { loadWords } from './language/language.ts';
import { keepUpToDate } from './shell/service-worker.ts';
import { resumeOpenSession } from './live/bridge.ts';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no place for the page');
const hasWords = await loadWords().then(
  () => true,
  () => false,
);
render(hasWords ? <Shell /> : <NoWords />, place);
if (hasWords) void resumeOpenSession();
keepUpToDate();
