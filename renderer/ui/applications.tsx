import {
  Cable,
  Database,
  DatabaseZap,
  FolderSync,
  FolderTree,
  Globe,
  Layers,
  Leaf,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Monitor,
  MonitorSmartphone,
  RadioTower,
  Shield,
  Shuffle,
  SquareTerminal,
  Users,
} from 'lucide-react';
import { applicationLabel } from '../../preload/fields/application-names.ts';
import type { Application } from '../../preload/types.ts';
import styles from './applications.module.css';
import { classNames } from './class-names.ts';
import type { Choice } from './Field.tsx';

const css = classNames(styles);

const icons: Readonly<Record<Application, LucideIcon>> = {
  ssh: SquareTerminal,
  sftp: FolderTree,
  openvpn: Shield,
  rsync: FolderSync,
  http: Globe,
  redis: Layers,
  mongodb: Leaf,
  postgresql: Database,
  mysql: DatabaseZap,
  vnc: Monitor,
  rdp: MonitorSmartphone,
  mail: Mail,
  socks: Shuffle,
  mqtt: RadioTower,
  ldap: Users,
  irc: MessagesSquare,
  custom: Cable,
};

const withoutUser: ReadonlySet<Application> = new Set(['openvpn', 'http', 'mail', 'socks']);

/** Whether what the application is started with takes a login name. */
export const takesUser = (application: Application): boolean => !withoutUser.has(application);

export const applicationChoices = (): readonly Choice<Application>[] =>
  (Object.keys(icons) as Application[]).map((value) => {
    const Icon = icons[value];
    return { value, label: applicationLabel(value), icon: <Icon size={16} aria-hidden /> };
  });

interface ApplicationIconProps {
  readonly application: Application;
  readonly size?: 'normal' | 'large';
}

export function ApplicationIcon({ application, size = 'normal' }: ApplicationIconProps) {
  const Icon = icons[application];
  return (
    <span className={css('tile', size)}>
      <Icon size={size === 'large' ? 24 : 18} strokeWidth={1.75} aria-hidden />
    </span>
  );
}
