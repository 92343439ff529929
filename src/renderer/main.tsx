import { render } from 'preact';
import { App } from './app.tsx';
import { connect } from './model.ts';

render(<App />, document.getElementById('app')!);
void connect();
