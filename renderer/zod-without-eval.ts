/**
 * zod compiles its parsers with `new Function` where it may. The window's content security policy refuses that and would
 * report each try, so it is told before any schema exists: import this first.
 */
import { config } from 'zod';

config({ jitless: true });
