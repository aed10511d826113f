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
  Monitor,
  MonitorSmartphone,
  Shield,
  SquareTerminal,
} from 'lucide-react';
import type { Application } from '../../preload/types.ts';
import styles from './applications.module.css';
import { classNames } from './class-names.ts';
import type { Choice } from './Field.tsx';

const css = classNames(styles);

const applications: Readonly<Record<Application, { readonly label: string; readonly icon: LucideIcon }>> = {
  ssh: { label: 'SSH', icon: SquareTerminal },
  sftp: { label: 'SFTP/SCP', icon: FolderTree },
  openvpn: { label: 'OpenVPN', icon: Shield },
  rsync: { label: 'rsync', icon: FolderSync },
  http: { label: 'HTTP', icon: Globe },
  redis: { label: 'Redis', icon: Layers },
  mongodb: { label: 'MongoDB', icon: Leaf },
  postgresql: { label: 'PostgreSQL', icon: Database },
  mysql: { label: 'MySQL', icon: DatabaseZap },
  vnc: { label: 'VNC', icon: Monitor },
  rdp: { label: 'RDP', icon: MonitorSmartphone },
  custom: { label: 'Custom', icon: Cable },
};

export const applicationLabel = (application: Application): string => applications[application].label;

/** Whether the application's command line takes a login name. */
export const takesUser = (application: Application): boolean => application === 'ssh' || application === 'sftp';

export const applicationChoices: readonly Choice<Application>[] = (Object.keys(applications) as Application[]).map(
  (value) => {
    const { label, icon: Icon } = applications[value];
    return { value, label, icon: <Icon size={16} aria-hidden /> };
  },
);

interface ApplicationIconProps {
  readonly application: Application;
  readonly size?: 'normal' | 'large';
}

export function ApplicationIcon({ application, size = 'normal' }: ApplicationIconProps) {
  const Icon = applications[application].icon;
  return (
    <span className={css('tile', size)}>
      <Icon size={size === 'large' ? 24 : 18} strokeWidth={1.75} aria-hidden />
    </span>
  );
}
