import { LANGUAGES, nameOfLanguage } from '../../../src/shared/messages/speech.ts';

/*
 * The gallery's page: every scene by its group, and the one that is chosen, as a window of the chosen width, theme and
 * language. What is chosen stands in the address, so that it can be sent to somebody.
 */

interface Listed {
  /** Of its group. */
  title: string;
  label: string;
  id: string;
  size: { width: number; height: number } | null;
}

const groups = JSON.parse(document.getElementById('groups')!.textContent) as {
  title: string;
  entries: Listed[];
}[];
const all = groups.flatMap(({ entries }) => entries);

const THEMES = [
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const WIDTHS = [
  ['own', 'As it comes'],
  ['320', '320 px'],
  ['360', '360 px'],
  ['768', '768 px'],
  ['1180', '1180 px'],
] as const;

const SPOKEN = LANGUAGES.map((one) => [one, nameOfLanguage(one)] as const);

const part = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const index = part('index');
const filter = part<HTMLInputElement>('filter');
const frame = part<HTMLIFrameElement>('frame');
const links = new Map(all.map((one) => [one.id, linkTo(one)]));

let chosen = {
  id: all[0]!.id,
  theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  width: 'own',
  language: 'en',
};

function linkTo({ id, label }: Listed): HTMLAnchorElement {
  const link = document.createElement('a');
  link.textContent = label;
  link.href = `#${id}`;
  return link;
}

/** A choice of one of a few; the address is changed, and what is shown goes after it. */
function offer(
  name: 'theme' | 'width' | 'language',
  options: readonly (readonly [value: string, label: string])[],
): void {
  const labels = options.map(([value, label]) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name, value });
    input.addEventListener('change', () => go({ [name]: value }));
    const element = document.createElement('label');
    element.append(input, label);
    return element;
  });
  part(name).replaceChildren(...labels);
}

function list(): void {
  const words = filter.value.toLowerCase().split(' ');
  const fits = ({ title, label }: Listed) =>
    words.every((word) => `${title} ${label}`.toLowerCase().includes(word));
  index.replaceChildren(
    ...groups.flatMap(({ title, entries }) => {
      const found = entries.filter(fits);
      if (found.length === 0) return [];
      const heading = document.createElement('h2');
      heading.textContent = title;
      const items = document.createElement('ul');
      items.ariaLabel = title;
      items.append(
        ...found.map(({ id }) => {
          const item = document.createElement('li');
          item.append(links.get(id)!);
          return item;
        }),
      );
      return [heading, items];
    }),
  );
}

function go(changes: Partial<typeof chosen>): void {
  const { id, theme, width, language } = { ...chosen, ...changes };
  location.hash = `${id}/${theme}/${width}/${language}`;
}

/** Shows what the address names. */
function show(): void {
  const [id = '', theme = chosen.theme, width = chosen.width, language = 'en'] = decodeURIComponent(
    location.hash.slice(1),
  ).split('/');
  const scene = all.find((one) => one.id === id) ?? all.find((one) => one.id === chosen.id)!;
  chosen = { id: scene.id, theme, width, language };
  for (const [other, link] of links) link.ariaCurrent = other === scene.id ? 'true' : null;
  links.get(scene.id)!.scrollIntoView({ block: 'nearest' });
  for (const name of ['theme', 'width', 'language'] as const)
    for (const input of part(name).querySelectorAll('input')) input.checked = input.value === chosen[name];
  const address = `/scenes/${scene.id}/?theme=${theme}&language=${language}`;
  part<HTMLAnchorElement>('alone').href = address;
  frame.title = part('name').textContent = `${scene.title}: ${scene.label}`;
  frame.style.width = width === 'own' ? (scene.size ? `${scene.size.width}px` : '100%') : `${width}px`;
  frame.style.height = scene.size ? `${scene.size.height}px` : '100%';
  frame.style.colorScheme = theme;
  // Without a step of its own in the browser's history.
  frame.contentWindow!.location.replace(address);
}

addEventListener('hashchange', show);
filter.addEventListener('input', list);
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === filter) return;
  event.preventDefault();
  filter.focus();
});
index.addEventListener('keydown', (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const shown = [...index.querySelectorAll('a')];
  const next = shown[shown.indexOf(document.activeElement as HTMLAnchorElement) + by];
  next?.focus();
  if (next) go({ id: decodeURIComponent(next.hash.slice(1)) });
});
index.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  go({ id: decodeURIComponent(link.hash.slice(1)) });
});
offer('theme', THEMES);
offer('width', WIDTHS);
offer('language', SPOKEN);
list();
show();
