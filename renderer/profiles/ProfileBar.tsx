import {
  ArrowLeft,
  CopyPlus,
  FileOutput,
  FileSearch,
  ListChecks,
  Pencil,
  ScrollText,
  Share2,
  Trash2,
} from 'lucide-react';
import { memo } from 'react';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Menu } from '../ui/Menu.tsx';
import { useLanguage } from '../ui/use-language.ts';
import styles from './ProfileBar.module.css';

const css = classNames(styles);

interface ProfileBarProps {
  readonly profile: Profile;
  readonly isManaged: boolean;
}

/** What can be done with the profile itself. Its status, which changes several times within a blink, does not touch it. */
export const ProfileBar = memo(function ProfileBar({ profile, isManaged }: ProfileBarProps) {
  const { select, openSheet, exportProfile, duplicate } = useActions();
  useLanguage();
  return (
    <div className={css('bar')}>
      <div className={css('back')}>
        <Button look="quiet" size="small" icon={<ArrowLeft size={15} aria-hidden />} onPress={() => select(null)}>
          {t('profile.all')}
        </Button>
      </div>
      {!isManaged && (
        <>
          <Button
            look="quiet"
            size="small"
            icon={<Pencil size={14} aria-hidden />}
            onPress={() => openSheet({ kind: 'edit', profileId: profile.id })}
          >
            {t('profile.edit')}
          </Button>
          <Button
            look="quiet"
            size="small"
            icon={<Trash2 size={14} aria-hidden />}
            onPress={() => openSheet({ kind: 'remove', profileId: profile.id })}
          >
            {t('common.remove')}
          </Button>
        </>
      )}
      {!profile.demo && (
        <Menu
          label={t('profile.more')}
          choices={[
            {
              label: t('profile.share'),
              icon: <Share2 size={15} aria-hidden />,
              onChoose: () => openSheet({ kind: 'share', profileId: profile.id }),
            },
            {
              label: t('profile.export'),
              icon: <FileOutput size={15} aria-hidden />,
              onChoose: () => void exportProfile(profile.id),
            },
            {
              label: t('profile.log'),
              icon: <ScrollText size={15} aria-hidden />,
              onChoose: () => openSheet({ kind: 'events', profileId: profile.id }),
            },
            {
              label: t('report.open'),
              icon: <FileSearch size={15} aria-hidden />,
              onChoose: () => openSheet({ kind: 'report', about: profile.id }),
            },
            {
              label: t('changes.many.menu'),
              icon: <ListChecks size={15} aria-hidden />,
              onChoose: () => openSheet({ kind: 'many', profileIds: [profile.id] }),
            },
            {
              label: t('profile.duplicate'),
              icon: <CopyPlus size={15} aria-hidden />,
              onChoose: () => void duplicate(profile.id),
            },
          ]}
        />
      )}
    </div>
  );
});
