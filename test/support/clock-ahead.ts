// Loaded before a program: it is so many milliseconds later for it than it is.
const { now } = Date;
const ahead = Number(process.env['GLUCOGLANCE_CLOCK_AHEAD']);
Date.now = () => now() + ahead;
