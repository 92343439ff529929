// Says in words what is needed where npm could not install the Node this project runs on; better-sqlite3
// would otherwise end an older Node without a message. Plain JavaScript, because an old Node must read it.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Glucoglance needs Node 24 or newer; this is Node ${process.versions.node}. ` +
      'Run "npm ci" again: it brings its own Node where there is one for this platform. Otherwise install Node 24.',
  );
  process.exit(1);
}
