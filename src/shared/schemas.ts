import { z } from 'zod';

// Schemas read what they are given step by step. Compiled to functions, as zod does unless told, they would be faster in a
// thousand readings and slower in the few of a start, and would need `eval`.
z.config({ jitless: true });

export { z };
