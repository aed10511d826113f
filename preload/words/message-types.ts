/**
 * What a message needs, read from its text by the compiler: `{host}` is a text, `{count, number}` and what decides a
 * plural are numbers, `{when, date}` is a date, and `<b>…</b>` is something around what is between. The syntax is ICU's;
 * catalogue.test.ts holds this reading to what the parser says.
 */

/** `[name, what it takes]` of each placeholder. Texts and the branches of plurals and choices lie in one another. */
type Scan<Text extends string, Within extends readonly unknown[], Found> = Text extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}}${infer After}`
    ? // A branch ends here.
      Within extends readonly [unknown, ...infer Outer]
      ? Branches<`${After}{${Rest}`, Outer, Found>
      : Found
    : Placeholder<Rest, Within, Found>
  : Text extends `${string}}${infer After}`
    ? Within extends readonly [unknown, ...infer Outer]
      ? Branches<After, Outer, Found>
      : Found
    : Found;

/** Behind the opening brace of a placeholder. */
type Placeholder<
  Rest extends string,
  Within extends readonly unknown[],
  Found,
> = Rest extends `${infer Name}}${infer After}`
  ? Name extends `${infer Argument},${infer Kind}`
    ? Kind extends ` number${string}`
      ? Scan<After, Within, Found | [Argument, number]>
      : Kind extends ` date${string}` | ` time${string}`
        ? Scan<After, Within, Found | [Argument, Date]>
        : Rest extends `${string}, plural,${infer Choices}`
          ? Kind extends ` plural${string}`
            ? Branches<Choices, Within, Found | [Argument, number]>
            : Chosen<Rest, Argument, Within, Found>
          : Chosen<Rest, Argument, Within, Found>
    : // A brace that is quoted, and so one that is shown: '{'host'}'.
      Name extends `'${string}`
      ? Scan<After, Within, Found>
      : Scan<After, Within, Found | [Name, string | number]>
  : Found;

type Chosen<
  Rest extends string,
  Argument,
  Within extends readonly unknown[],
  Found,
> = Rest extends `${string}, select,${infer Choices}` ? Branches<Choices, Within, Found | [Argument, string]> : Found;

/** Between the branches of a plural or a choice. */
type Branches<
  Text extends string,
  Within extends readonly unknown[],
  Found,
> = Text extends `${infer Before}}${infer After}`
  ? Before extends `${string}{${infer Inside}`
    ? Scan<`${Inside}}${After}`, [unknown, ...Within], Found>
    : Scan<After, Within, Found>
  : Found;

type TagsIn<Text extends string, Found = never> = Text extends `${string}</${infer Tag}>${infer After}`
  ? TagsIn<After, Found | Tag>
  : Found;

type Placeholders<Text extends string> = Scan<Text, readonly [], never> & readonly [string, unknown];

/** Of the tags in a message. */
export type Tags<Text extends string> = TagsIn<Text>;

/** What a message takes, by the names of its placeholders. */
export type Values<Text extends string> = {
  readonly [Each in Placeholders<Text> as Each[0]]: Each[1];
};
