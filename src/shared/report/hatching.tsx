/** The pattern of time without data; its stroke is the page's `.hatch`. `id`: of this one alone on its page. */
export function Hatching({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch" d="M0 0v6" />
      </pattern>
    </defs>
  );
}
