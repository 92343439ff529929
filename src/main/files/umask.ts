import './home.ts';

// Whatever this process creates is for this user only. Imported first, before any module can create a file.
process.umask(0o077);
