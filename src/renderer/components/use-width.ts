import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** The width of an element in CSS pixels, kept true while the window changes. */
export function useWidth<E extends Element>(first: number) {
  const element = useRef<E>(null);
  const width = useSignal(first);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.round(entry.contentRect.width);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return { element, width: width.value };
}
