/**
 * Where the script of a thread lies: among the sources a file beside the module that starts it; in the build beside the
 * entries, wherever that module has come to lie.
 *
 * @param here the module's `import.meta.url`
 */
export function threadEntry(here: string, { source, built }: { source: string; built: string }): URL {
  return here.endsWith('.ts') ? new URL(source, here) : new URL(built, here.replace(/(chunks\/)?[^/]*$/, ''));
}
