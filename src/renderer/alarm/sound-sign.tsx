/** Whether something sounds, as a loudspeaker with or without waves; only for the eye. */
export function SoundSign({ sounding }: { sounding: boolean }) {
  return (
    <svg class={`sound ${sounding ? 'on' : ''}`} viewBox="0 0 24 24" aria-hidden="true">
      <path class="horn" d="M3 9h4l5-4v14l-5-4H3z" />
      {sounding && <path class="wave" d="M15.5 8.5a5 5 0 0 1 0 7 M18 6a8.5 8.5 0 0 1 0 12" />}
    </svg>
  );
}
