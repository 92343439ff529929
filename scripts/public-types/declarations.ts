import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync, type ESTree } from 'vite';

/** A declaration file: what declares each name, and where each other name comes from. */
interface Declarations {
  text: string;
  here: Map<string, ESTree.Node>;
  elsewhere: Map<string, { from: string; name: string }>;
  /** What it hands on under another name, or from elsewhere. */
  handedOn: Map<string, { from: string | null; name: string }>;
}

/**
 * The declarations that programs can reach from those of `entry`, as one file that imports nothing: without what only
 * this project sees, such as the constructors of classes that functions make. A type of another package ends it.
 */
export function publicTypes(entry: string): string {
  const files = new Map<string, Declarations>();
  const texts = new Map<string, { path: string; text: string }>();
  const aliases = new Map<string, string>();

  const read = (path: string): Declarations => {
    const file = files.get(path) ?? readDeclarations(path);
    files.set(path, file);
    return file;
  };

  /** Takes up what `name` means in a file. Answers with the name that it is declared by. */
  const take = (path: string, name: string): string => {
    const file = read(path);
    const from = file.elsewhere.get(name);
    if (from) return takeOf(path, from.from, from.name);
    const node = file.here.get(name);
    if (!node) throw new Error(`${path} declares no ${name}.`);
    const there = texts.get(name);
    if (there?.path === path) return name;
    if (there) throw new Error(`${name} is declared in ${there.path} and in ${path}: programs see both.`);
    const entered = { path, text: '' };
    texts.set(name, entered);
    const { text, used, inPlace } = declaration(file.text, node);
    entered.text = text;
    for (const [one, importedFrom] of inPlace)
      if (takeOf(path, importedFrom, one) !== one)
        throw new Error(`${one} has another name in ${importedFrom}.`);
    for (const one of used) {
      if (one === name || !(file.here.has(one) || file.elsewhere.has(one))) continue;
      const declaredBy = take(path, one);
      if (declaredBy !== one) aliases.set(one, declaredBy);
    }
    return name;
  };
  const takeOf = (path: string, from: string, name: string): string => {
    if (!from.startsWith('.')) throw new Error(`${path} shows programs what is of ${from}: ${name}.`);
    const target = join(dirname(path), from.replace(/\.ts$/, '.d.ts'));
    const handedOn = read(target).handedOn.get(name);
    if (!handedOn) return take(target, name);
    return handedOn.from === null
      ? take(target, handedOn.name)
      : takeOf(target, handedOn.from, handedOn.name);
  };

  const shown = [...read(entry).handedOn].map(([name, { from, name: there }]) => {
    const declaredBy = from === null ? take(entry, there) : takeOf(entry, from, there);
    return declaredBy === name ? name : `${declaredBy} as ${name}`;
  });
  for (const alias of aliases.keys())
    if (texts.has(alias)) throw new Error(`${alias} is also what another file calls something else.`);
  return [
    ...[...texts.values()].map(({ text }) => text),
    ...[...aliases].map(([alias, name]) => `type ${alias} = ${name};`),
    `export { ${shown.join(', ')} };\n`,
  ].join('\n');
}

function readDeclarations(path: string): Declarations {
  const text = readFileSync(path, 'utf8');
  const { program, errors } = parseSync(path, text, { lang: 'dts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const file: Declarations = { text, here: new Map(), elsewhere: new Map(), handedOn: new Map() };
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      for (const one of statement.specifiers) {
        const name = one.type === 'ImportSpecifier' ? nameOf(one.imported) : '*';
        file.elsewhere.set(one.local.name, { from: statement.source.value, name });
      }
    } else if (statement.type === 'ExportNamedDeclaration' && !statement.declaration) {
      for (const { local, exported } of statement.specifiers)
        file.handedOn.set(nameOf(exported), { from: statement.source?.value ?? null, name: nameOf(local) });
    } else {
      const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declared && 'id' in declared && declared.id) file.here.set(nameOf(declared.id), statement);
      if (declared?.type === 'VariableDeclaration')
        for (const { id } of declared.declarations) file.here.set(nameOf(id), statement);
    }
  }
  return file;
}

const nameOf = (node: ESTree.Node): string => {
  if (node.type === 'Identifier') return node.name;
  throw new Error(`A name is a ${node.type}.`);
};

/**
 * A statement without `export`, with the comment before it; every name that it may use, and those that it imports in
 * place, with where they are from.
 */
function declaration(text: string, node: ESTree.Node) {
  const used = new Set<string>();
  const inPlace = new Map<string, string>();
  const replaced: { start: number; end: number; by: string }[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    const one = value as ESTree.Node;
    if (one.type === 'MethodDefinition' && one.kind === 'constructor') {
      replaced.push({ start: one.start, end: one.end, by: 'private constructor();' });
    } else if (one.type === 'TSImportType') {
      const name = nameOf(one.qualifier!);
      inPlace.set(name, one.source.value);
      replaced.push({ start: one.start, end: one.end, by: name });
    } else {
      if (one.type === 'Identifier') used.add(one.name);
      const isKey = 'key' in one && 'computed' in one && !one.computed;
      for (const [name, child] of Object.entries(one)) if (!(isKey && name === 'key')) walk(child);
    }
  };
  walk(node);
  let shown = text.slice(node.start, node.end);
  for (const { start, end, by } of replaced.toReversed())
    shown = shown.slice(0, start - node.start) + by + shown.slice(end - node.start);
  const comment = /\/\*\*(?:(?!\*\/)[^])*\*\/\n$/.exec(text.slice(0, node.start))?.[0] ?? '';
  return { text: comment + shown.replace(/^export /, ''), used, inPlace };
}
