import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/**
 * One message. A text where nothing is to be put in; else, in the built program, what the parser makes of it, so that the
 * program needs no parser (build/words.ts). Elsewhere it is the text as it was written.
 */
export type Message = string | readonly MessageFormatElement[];

/** Messages by their ids. */
export type Translation = Readonly<Record<string, Message>>;
