import { describe, expect, test } from 'vitest';
import { asTaken, broughtBack, noReport, type ReportText, withEdit, withMade } from './report-text.ts';

const open = noReport.choices;
const hidden = { hidesHosts: true, hidesAddresses: true };
const shown = { hidesHosts: false, hidesAddresses: false };
const made = withMade(noReport, open, 'first');

/** What a person can still get at, in the order in which it comes back. */
const reachable = (report: ReportText): readonly string[] => [
  report.text,
  ...report.kept.map(({ text }) => text).reverse(),
];

describe('a text that is made anew', () => {
  test('takes the place of one that nobody has touched, and keeps nothing', () => {
    expect(withMade(made, hidden, 'second')).toEqual({ ...made, text: 'second', made: 'second', choices: hidden });
  });

  test('keeps what was edited, with the choices that it was made with', () => {
    const edited = withMade(withEdit(made, 'mine'), hidden, 'second');
    expect(edited).toMatchObject({ text: 'second', choices: hidden, kept: [{ text: 'mine', choices: open }] });
    expect(broughtBack(edited)).toMatchObject({ text: 'mine', choices: open, kept: [] });
  });

  test('keeps what was written before the first one came', () => {
    expect(reachable(withMade(withEdit(noReport, 'quick'), open, 'first'))).toEqual(['first', 'quick']);
  });

  test('keeps a text from which everything was taken out', () => {
    expect(reachable(withMade(withEdit(made, ''), hidden, 'second'))).toEqual(['second', '']);
  });

  test('forgets nothing however often it happens', () => {
    const once = withMade(withEdit(made, 'mine'), hidden, 'second');
    const twice = withMade(withEdit(once, 'mine again'), shown, 'third');
    expect(reachable(twice)).toEqual(['third', 'mine again', 'mine']);
    expect(reachable(withMade(twice, open, 'fourth'))).toEqual(['fourth', 'mine again', 'mine']);
  });
});

describe('what is brought back', () => {
  const kept = withMade(withEdit(made, 'mine'), hidden, 'second');

  test('changes places with what is edited now', () => {
    const back = broughtBack(withEdit(kept, 'other'));
    expect(reachable(back)).toEqual(['mine', 'other']);
    expect(reachable(broughtBack(back))).toEqual(['other', 'mine']);
  });

  test('is kept again at the next choice although nobody has touched it since', () => {
    expect(reachable(withMade(broughtBack(kept), shown, 'third'))).toEqual(['third', 'mine']);
  });

  test('is nothing where nothing was kept', () => {
    expect(broughtBack(made)).toBe(made);
  });
});

test('a report is unsaved from an edit on until it is copied or saved, through every switch', () => {
  expect(made.isUnsaved).toBe(false);
  const edited = withMade(withEdit(made, 'mine'), hidden, 'second');
  expect(edited.isUnsaved).toBe(true);
  expect(broughtBack(edited).isUnsaved).toBe(true);
  expect(asTaken(broughtBack(edited), 'mine').isUnsaved).toBe(false);
  // A file dialog is open for as long as somebody likes.
  expect(asTaken(withEdit(edited, 'more'), 'second').isUnsaved).toBe(true);
  expect(withEdit(withEdit(made, 'mine'), 'first').isUnsaved).toBe(false);
});
