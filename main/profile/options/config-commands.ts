/** stunnel's `config = COMMAND:PARAMETER` (SSL_CONF_cmd(3)): the commands that say what an option says as well. */
import type { OptionLine } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';

const options: Readonly<Record<string, string>> = {
  minprotocol: 'sslVersionMin',
  maxprotocol: 'sslVersionMax',
  cipherstring: 'ciphers',
  ciphersuites: 'ciphersuites',
  groups: 'curves',
  curves: 'curves',
};

/** The line as the option that it amounts to; null when there is none. */
export function commandAsOption(line: OptionLine): OptionLine | null {
  if (line.canonical !== 'config') return null;
  const [, command = '', parameter = ''] = /^([^:]+):(.*)$/.exec(line.meant) ?? [];
  const canonical = options[command.trim().toLowerCase()];
  const text = parameter.trim();
  if (canonical === undefined || text === '') return null;
  const value = canonical.startsWith('sslVersion') && /^none$/i.test(text) ? 'all' : text;
  return { ...line, canonical, value, meant: value };
}

/** The service with its commands as options; OpenSSL carries them out after everything else. */
export function withCommands(service: ConfService): ConfService {
  const commands = service.options.flatMap((line) => commandAsOption(line) ?? []);
  return commands.length === 0 ? service : { ...service, options: [...service.options, ...commands] };
}
