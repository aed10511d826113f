import { expectTypeOf, test } from 'vitest';
import type { Tags, Values } from './message-types.ts';

type Readonlyed<T> = { readonly [K in keyof T]: T[K] };

test('the compiler reads what a message takes from its text', () => {
  expectTypeOf<Values<'Settings'>>().toEqualTypeOf<Readonlyed<Record<never, never>>>();
  expectTypeOf<Values<'Remove “{name}”?'>>().toEqualTypeOf<{ readonly name: string | number }>();
  expectTypeOf<Values<'{host} at {port}.'>>().toEqualTypeOf<{
    readonly host: string | number;
    readonly port: string | number;
  }>();
  expectTypeOf<Values<'{count, number} of {all, number, ::percent}'>>().toEqualTypeOf<{
    readonly count: number;
    readonly all: number;
  }>();
  expectTypeOf<Values<'until {end, date, medium}'>>().toEqualTypeOf<{ readonly end: Date }>();
  expectTypeOf<Values<'{count, plural, one {One} other {# in {folder}}} of {all}'>>().toEqualTypeOf<{
    readonly count: number;
    readonly folder: string | number;
    readonly all: string | number;
  }>();
  expectTypeOf<Values<'{kind, select, on {On} other {Off, {n, plural, one {#} other {#}}}}, {b}'>>().toEqualTypeOf<{
    readonly kind: string;
    readonly n: number;
    readonly b: string | number;
  }>();
});

test('the compiler reads the tags of a message', () => {
  expectTypeOf<Tags<'Settings'>>().toEqualTypeOf<never>();
  expectTypeOf<Tags<'See <link>this</link> and <code>{x}</code>'>>().toEqualTypeOf<'link' | 'code'>();
});
