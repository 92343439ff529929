import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** A part of the window whose code comes when it is first looked at. @param load a dynamic import, always the same */
export function useLoaded<T extends object>(load: () => Promise<T>): T | 'loading' | 'failed' {
  const loaded = useSignal<T | 'loading' | 'failed'>('loading');
  useEffect(() => {
    load().then(
      (part) => (loaded.value = part),
      () => (loaded.value = 'failed'),
    );
  }, []);
  return loaded.value;
}
