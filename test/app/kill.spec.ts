/** The app is killed while it saves. `ADIT_KILLS=25` kills it as often, in some 500 saves. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { toStored } from '../../main/profile/stored.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import { randomFrom } from '../export/arbitrary.ts';
import type { App } from './support/app.ts';
import { type Adit, expect, test } from './support/test.ts';

const kills = Number(process.env['ADIT_KILLS'] ?? 2);
const seed = Number(process.env['ADIT_SEED'] ?? Date.now() % 100_000);
const PROFILES = 5;
const SAVES = 20;

/** Save by save one profile after the other, for ever; each that was answered stands in the console. */
const saveForEver = ({ page }: Pick<App, 'page'>, first: number) =>
  page
    .evaluate(async (from) => {
      const state = await window.adit.state.get();
      const profiles = state.ok ? state.value.profiles.map(({ profile }) => profile) : [];
      for (let number = from; ; number += 1) {
        const profile = profiles[number % profiles.length];
        if (profile === undefined) return;
        const saved = await window.adit.profile.save({ profile: { ...profile, name: `Save ${number}` } });
        if (saved.ok) console.log(`saved ${number}`);
      }
    }, first)
    .catch(() => {});

/** What profiles are called after so many saves. */
const namesAfter = (saves: number): readonly string[] =>
  Array.from({ length: PROFILES }, (_, index) => {
    const latest = saves - ((((saves - index) % PROFILES) + PROFILES) % PROFILES);
    return `Save ${latest}`;
  });

test(`killed ${kills} times while it saves, the app has what it said that it has saved`, async ({
  launch,
  directory,
}) => {
  test.setTimeout(60_000 + kills * 30_000);
  const random = randomFrom(seed);
  const userData = path.join(directory, 'user-data');
  await mkdir(userData);
  const made = namesAfter(PROFILES - 1).map((name, index) =>
    makeProfile({ id: `00000000-0000-4000-8000-00000000000${index}`, name }),
  );
  await writeFile(path.join(userData, 'profiles.json'), JSON.stringify(toStored(made, { appearance: 'system' })));
  let last = PROFILES - 1;
  let wereUnderWay = 0;
  /** The one save that nobody was told of any more may be there, whole. */
  const look = async (adit: Adit, where: string): Promise<void> => {
    const { profiles, notices } = await adit.state();
    const names = profiles.map(({ profile }) => profile.name);
    expect([namesAfter(last), namesAfter(last + 1)], where).toContainEqual(names);
    const whole = profiles.map(({ profile }, index) => ({ ...made[index], name: profile.name }));
    expect(
      profiles.map(({ profile }) => profile),
      where,
    ).toEqual(whole);
    expect(notices, where).toEqual([]);
    const left = (await readdir(adit.userData)).filter((name) => name.includes('.tmp-'));
    expect(left, where).toEqual([]);
    if (names.includes(`Save ${last + 1}`)) {
      last += 1;
      wereUnderWay += 1;
    }
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const where = `seed ${seed}, kill ${kill}, save ${last}`;
    const adit = await launch();
    await look(adit, where);
    const wanted = last + 1 + Math.floor(random() * 2 * SAVES);
    const enough = new Promise<void>((resolve) => {
      adit.page.on('console', (message) => {
        const saved = /^saved (\d+)$/.exec(message.text())?.[1];
        if (saved === undefined) return;
        last = Number(saved);
        if (last >= wanted) resolve();
      });
    });
    void saveForEver(adit, last + 1);
    await enough;
    await after(random() * 20);
    await adit.kill();
  }
  await look(await launch(), `seed ${seed}, at the end`);
  console.log(
    `seed ${seed}: ${kills} kills in ${last - PROFILES + 1} saves; ${wereUnderWay} saves were there that nobody had been told of`,
  );
});
