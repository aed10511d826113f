import { describe, expect, it } from 'vitest';
import { idOf, profile } from '../testing/fixtures.ts';
import { areSameGroups, found, groupsOf, placeAt, placeBeside } from './arrange.ts';

const named = (number: number, name: string, group: string | null = null) => profile(number, { name, group });
const shop = named(1, 'Shop', 'Berlin');
const home = named(2, 'Home');
const bank = named(3, 'Bank', 'Paris');
const café = named(4, 'Café', 'Berlin');
const all = [shop, home, bank, café];
const groups = groupsOf(all);

it('puts those without a group first, and groups in the order of their first profile', () => {
  expect(groups.map(({ name, profiles }) => [name, profiles.map((one) => one.name)])).toEqual([
    [null, ['Home']],
    ['Berlin', ['Shop', 'Café']],
    ['Paris', ['Bank']],
  ]);
});

it.each<[string, readonly string[]]>([
  ['', ['Shop', 'Home', 'Bank', 'Café']],
  ['cafe', ['Café']],
  ['BERLIN sho', ['Shop']],
  ['stunnel.example.org:443', ['Shop', 'Home', 'Bank', 'Café']],
  ['paris berlin', []],
])('finds by every word: %s', (query, names) => {
  expect(found(all, query).map(({ name }) => name)).toEqual(names);
});

it.each<[string, readonly (typeof shop)[], boolean]>([
  ['another host', [{ ...shop, connect: [{ host: 'other.example', port: 443 }] }, home, bank, café], true],
  ['another name', [{ ...shop, name: 'Market' }, home, bank, café], false],
  ['another group', [{ ...shop, group: 'Paris' }, home, bank, café], false],
  ['a group of another name', [{ ...shop, group: 'Rome' }, home, bank, { ...café, group: 'Rome' }], false],
  ['another order', [café, home, bank, shop], false],
  ['one less', [shop, home, bank], false],
  ['one more', [...all, named(5, 'Depot', 'Paris')], false],
])('tells whether the rows are the same: %s', (_name, profiles, isSame) => {
  expect(areSameGroups(groups, groupsOf(profiles))).toBe(isSame);
  expect(areSameGroups(groupsOf(profiles), groups)).toBe(isSame);
});

describe('one step', () => {
  it.each<[string, typeof shop, 'up' | 'down', ReturnType<typeof placeBeside>]>([
    ['up in its group', café, 'up', { before: idOf(1), group: 'Berlin' }],
    ['down in its group', shop, 'down', { before: idOf(3), group: 'Berlin' }],
    ['up from the first of a group: behind the last above', shop, 'up', { before: idOf(4), group: null }],
    ['down from the last of a group: before the first below', café, 'down', { before: idOf(3), group: 'Paris' }],
    ['up from the top', home, 'up', null],
    ['down from the bottom', bank, 'down', null],
  ])('%s', (_name, moved, step, place) => {
    expect(placeBeside(groups, moved.id, step)).toEqual(place);
  });
});

describe('a drop', () => {
  it.each<[string, typeof shop, 'before' | 'after', ReturnType<typeof placeAt>]>([
    ['before another takes its group', bank, 'before', { before: idOf(3), group: 'Paris' }],
    ['behind the last of all', bank, 'after', { before: null, group: 'Paris' }],
    ['behind one whose next it is already', home, 'after', { before: idOf(1), group: null }],
  ])('%s', (_name, target, side, place) => {
    expect(placeAt(groups, [café.id], { id: target.id, side })).toEqual(place);
  });

  it('of several behind one puts them before what follows all of them', () => {
    expect(placeAt(groups, [shop.id, café.id], { id: home.id, side: 'after' })).toEqual({
      before: idOf(3),
      group: null,
    });
  });

  it('on itself does nothing', () => {
    expect(placeAt(groups, [café.id], { id: café.id, side: 'before' })).toBeNull();
  });
});
