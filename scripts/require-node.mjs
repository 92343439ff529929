// Says in words what is needed where the Node that runs this is too old; better-sqlite3 would otherwise end it without a
// message. Plain JavaScript, because an old Node must read it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  const { existsSync } = await import('node:fs');
  const isClone = existsSync(new URL('../package-lock.json', import.meta.url));
  console.error(
    `Glucoglance needs Node 24 or newer; this is Node ${process.versions.node}. ` +
      (isClone
        ? 'Run "npm ci" again: it brings its own Node where there is one for this platform. Otherwise install Node 24.'
        : 'Install Node 24 (https://nodejs.org), then Glucoglance again with the npm that comes with it.'),
  );
  process.exit(1);
}
