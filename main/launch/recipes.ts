/** The table of applications: how each is reached through a tunnel. */
import type { Application, Profile } from '../../preload/types.ts';
import { custom } from './applications/custom.ts';
import { mongodb, mysql, postgresql, redis } from './applications/databases.ts';
import { rdp, vnc } from './applications/desktops.ts';
import { irc, ldap, mail, mqtt } from './applications/messages.ts';
import { openvpn } from './applications/openvpn.ts';
import { rsync } from './applications/rsync.ts';
import { sftp, ssh } from './applications/ssh.ts';
import { http, socks } from './applications/web.ts';
import type { Recipe } from './client.ts';

/** Those whose client is the same for every profile, and a setting. */
export const recipes: Readonly<Record<Exclude<Application, 'custom'>, Recipe>> = {
  ssh,
  sftp,
  openvpn,
  rsync,
  http,
  redis,
  mongodb,
  postgresql,
  mysql,
  vnc,
  rdp,
  mail,
  socks,
  mqtt,
  ldap,
  irc,
};

export const recipeOf = ({ application, command }: Profile): Recipe =>
  application === 'custom' ? custom(command) : recipes[application];
