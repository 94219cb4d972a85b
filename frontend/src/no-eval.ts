import * as z from 'zod';

// A strict content security policy forbids the functions that zod would otherwise compile its schemas to. Must run
// before a schema is made.
z.config({ jitless: true });
