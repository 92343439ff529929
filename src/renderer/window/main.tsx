import { render, type ComponentChild } from 'preact';
import { say } from '../../shared/messages/say.ts';
import { connect } from '../live.ts';
import { fetchNamedLanguage, learnLanguage } from '../words.ts';
import { App } from './app.tsx';
import { followMain } from './navigation.ts';

// What index.html paints first stays until there is something to show in its place.
const root = document.getElementById('app')!;
fetchNamedLanguage();
followMain();
connect(true).then(
  () => show(<App />),
  async () => {
    await learnLanguage('en');
    show(<NoAnswer />);
  },
);

function show(view: ComponentChild): void {
  root.replaceChildren();
  render(view, root);
}

/** Better than an outline for ever. */
function NoAnswer() {
  return (
    <main class="first-run-page">
      <h1>{say('window.product')}</h1>
      <p class="problem" role="alert">
        {say('window.noAnswer')}
      </p>
    </main>
  );
}
