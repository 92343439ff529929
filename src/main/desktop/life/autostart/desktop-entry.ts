/** What a starter of the desktop starts. */
export interface DesktopEntry {
  name: string;
  comment: string;
  /** The program, absolute, and its arguments; as they are, not quoted. */
  command: readonly string[];
  icon: string;
}

/** A starter in the autostart folder (Desktop Entry and Desktop Application Autostart Specifications of freedesktop.org). */
export function desktopEntry({ name, comment, command, icon }: DesktopEntry): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${escaped(name)}`,
    `Comment=${escaped(comment)}`,
    `Exec=${escaped(command.map(quoted).join(' '))}`,
    `Icon=${escaped(icon)}`,
    'Terminal=false',
    'NoDisplay=true',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** One argument of a command line: what a shell could take for something else is quoted, and a % is no field code. */
function quoted(argument: string): string {
  const literal = argument.replaceAll('%', '%%');
  if (/^[\w./:=@%+,-]+$/.test(literal)) return literal;
  return `"${literal.replaceAll(/["`$\\]/g, '\\$&')}"`;
}

/** A value of the file, in which a backslash begins an escape and a line ends. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}
