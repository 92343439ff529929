import { say } from '../../shared/messages/say.ts';

/** In the place of a part of the window whose code could not be loaded. */
export function Missing() {
  return (
    <p class="problem" role="alert">
      {say('window.missing')}
    </p>
  );
}
