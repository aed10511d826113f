import { ArrowRight } from 'lucide-react';
import type { ComparedField, Difference } from '../../preload/import-preview.ts';
import { classNames } from './class-names.ts';
import styles from './Differences.module.css';

const css = classNames(styles);

export const fieldLabels: Readonly<Record<ComparedField, string>> = {
  name: 'Name',
  group: 'Group',
  application: 'Application',
  accept: 'Local address',
  user: 'User name',
  startWithApp: 'Start with the app',
  connect: 'Server',
  failover: 'With several servers',
  sni: 'Server name (SNI)',
  minVersion: 'Oldest TLS version',
  maxVersion: 'Newest TLS version',
  ciphers: 'Ciphers',
  curves: 'Key exchange',
  alpn: 'Application protocols (ALPN)',
  ciphersuites: 'Suites of TLS 1.3',
  securityLevel: 'Security level',
  options: 'OpenSSL switches',
  sessions: 'TLS sessions',
  trust: 'Trust',
  timeouts: 'Time limits',
  identity: 'Client certificate',
  psk: 'Pre-shared key',
  proxy: 'Proxy',
  negotiation: 'Before TLS',
  revocation: 'Revoked certificates',
  local: 'Source address',
  spares: 'Spare connections',
};

interface DifferencesProps {
  /** What the values are of, for assistive technology. */
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** Field by field, what a value is and what it becomes. */
export function Differences({ label, differences }: DifferencesProps) {
  return (
    <dl className={css('differences')} aria-label={label}>
      {differences.map((difference) => (
        <div key={difference.field} className={css('row')}>
          <dt>{fieldLabels[difference.field]}</dt>
          <dd>
            <del className={css('old')}>{difference.old}</del>
            <ArrowRight size={13} aria-label="becomes" />
            <ins className={css('new')}>{difference.new}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
