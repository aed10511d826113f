/** What a check of a connection finds, as it crosses to the window, the command line and a report. No secret is in it. */

import type { PlainService, PortHolder, TunnelError } from './tunnel-error.ts';
import type { Text, UnsaidExplanation } from './words/text.ts';

/** In the order in which they are walked. */
export const stepNames = [
  'configuration',
  'local-port',
  'name',
  'route',
  'connection',
  'proxy',
  'negotiation',
  'tls',
  'certificate',
  'client-certificate',
  'service',
  'round-trip',
] as const;
export type StepName = (typeof stepNames)[number];

/** `remark`: it works, and something about it is worth knowing. `skipped`: there is nothing to look at. */
export type StepState = 'running' | 'good' | 'remark' | 'broken' | 'skipped';

export interface StepReport {
  readonly step: StepName;
  readonly state: StepState;
  /** What was seen, a line each. */
  readonly facts: readonly (string | Text)[];
  /** How long the step took; null while it runs. */
  readonly ms: number | null;
}

/** Where something has to be done. */
export type Side = 'this computer' | 'this network' | 'the server';

interface At {
  readonly host: string;
  readonly port: number;
}

/** What is wrong, with the values that its words need. */
export type Fault =
  | { readonly kind: 'settings'; readonly error: TunnelError }
  | ({ readonly kind: 'port-taken'; readonly holder: PortHolder | null; readonly isStunnel: boolean } & At)
  | ({ readonly kind: 'port-privileged' } & At)
  /** A range that the system keeps for itself (Windows: Hyper-V, WinNAT). */
  | ({ readonly kind: 'port-excluded'; readonly from: number; readonly to: number } & At)
  | ({ readonly kind: 'port-forbidden' } & At)
  | ({ readonly kind: 'local-address-missing' } & At)
  /** The port can be listened on, and yet this computer does not reach itself there. */
  | ({ readonly kind: 'loopback-blocked' } & At)
  | { readonly kind: 'name-unknown'; readonly host: string; readonly asked: readonly string[] }
  | { readonly kind: 'names-silent'; readonly host: string; readonly asked: readonly string[] }
  | {
      readonly kind: 'name-lies';
      readonly host: string;
      /** What the system's answer leads to, which does not work, and what another name server says, which does. */
      readonly told: readonly string[];
      readonly other: { readonly server: string; readonly address: string };
    }
  | { readonly kind: 'name-leads-here'; readonly host: string; readonly address: string }
  | { readonly kind: 'offline'; readonly host: string }
  | { readonly kind: 'vpn-loop'; readonly host: string; readonly device: string }
  | { readonly kind: 'vpn-silent'; readonly host: string; readonly device: string }
  | ({ readonly kind: 'refused' } & At)
  /** `open`: another port of the same computer that answers. */
  | ({ readonly kind: 'silent'; readonly open: number | null } & At)
  | ({ readonly kind: 'no-way'; readonly code: string } & At)
  | ({ readonly kind: 'local-network-permission' } & At)
  | ({ readonly kind: 'local-firewall'; readonly code: string } & At)
  | { readonly kind: 'ipv6-broken'; readonly host: string; readonly address: string; readonly seconds: number }
  | ({ readonly kind: 'address-broken'; readonly address: string; readonly others: readonly string[] } & At)
  | ({ readonly kind: 'proxy-unreachable' } & At)
  | ({ readonly kind: 'proxy-login'; readonly given: boolean } & At)
  | ({ readonly kind: 'proxy-scheme'; readonly detail: string | Text } & At)
  | ({ readonly kind: 'proxy-refuses'; readonly detail: string | Text } & At)
  | { readonly kind: 'captive-portal'; readonly host: string; readonly page: string | null }
  | ({ readonly kind: 'plain-http' } & At)
  | ({ readonly kind: 'starttls'; readonly service: PlainService } & At)
  | ({ readonly kind: 'plain-service'; readonly service: PlainService } & At)
  | ({ readonly kind: 'not-tls' } & At)
  | ({ readonly kind: 'negotiation-refused'; readonly protocol: string; readonly detail: string | Text } & At)
  | ({ readonly kind: 'name-filter'; readonly name: string; readonly how: 'reset' | 'closed' | 'silent' } & At)
  | ({ readonly kind: 'name-refused'; readonly name: string } & At)
  | ({ readonly kind: 'big-packets' } & At)
  | ({ readonly kind: 'tls-swallowed' } & At)
  | ({ readonly kind: 'tls-closed' } & At)
  | ({ readonly kind: 'tls-version' } & At)
  | ({ readonly kind: 'no-shared-cipher' } & At)
  | ({ readonly kind: 'other-protocol-wanted' } & At)
  | { readonly kind: 'inspection'; readonly host: string; readonly product: string | null; readonly issuer: string }
  | { readonly kind: 'clock-wrong'; readonly host: string; readonly aheadSeconds: number }
  | { readonly kind: 'certificate-expired'; readonly host: string; readonly since: string }
  | { readonly kind: 'certificate-early'; readonly host: string; readonly from: string }
  | { readonly kind: 'certificate-renewed'; readonly host: string; readonly proof: 'same-key' | 'system-trusts' }
  | { readonly kind: 'certificate-changed'; readonly host: string }
  /** `strict`: the profile accepts what its authorities vouch for and nothing else, so that nobody is asked. */
  | {
      readonly kind: 'certificate-unknown';
      readonly host: string;
      readonly issuer: string | null;
      readonly strict?: true;
    }
  | {
      readonly kind: 'certificate-name';
      readonly host: string;
      readonly names: readonly string[];
      readonly strict?: true;
    }
  | { readonly kind: 'certificate-usage'; readonly host: string }
  | { readonly kind: 'certificate-revoked'; readonly host: string }
  | { readonly kind: 'revocation-unknown'; readonly host: string; readonly detail: string | Text }
  | { readonly kind: 'client-certificate'; readonly host: string; readonly given: boolean }
  | { readonly kind: 'psk'; readonly host: string; readonly identity: string }
  | ({ readonly kind: 'service-stopped' } & At)
  | ({ readonly kind: 'other-service'; readonly service: PlainService; readonly expected: string } & At)
  | ({ readonly kind: 'unexpected'; readonly error: TunnelError } & At);

export type FaultKind = Fault['kind'];

/** `evidence`: what was seen, and nothing that was not. */
export type Finding = Fault & { readonly step: StepName; readonly side: Side; readonly evidence: readonly string[] };

/** The one button of a finding. */
export type DiagnosisRemedy =
  | { readonly kind: 'open-page'; readonly url: string }
  | { readonly kind: 'look-at-certificate' }
  | { readonly kind: 'enter-secret' }
  | { readonly kind: 'choose-identity' }
  | { readonly kind: 'use-free-port' }
  | { readonly kind: 'edit-profile' }
  | { readonly kind: 'copy-command' }
  | { readonly kind: 'again' };

export interface FindingWords extends UnsaidExplanation {
  readonly title: Text;
  /** A line of the server's stunnel.conf that this is about. */
  readonly serverLine: string | null;
  /** To be run on the server. */
  readonly serverCommand: string | null;
  readonly remedy: DiagnosisRemedy;
}

export interface ToldFinding {
  readonly finding: Finding;
  readonly words: FindingWords;
}

export interface Diagnosis {
  /** `HOST:PORT`, as the profile names it. */
  readonly target: string;
  readonly steps: readonly StepReport[];
  /** What broke the walk; null: nothing, or it is still under way. */
  readonly broken: ToldFinding | null;
  /** What works and is worth knowing. */
  readonly remarks: readonly ToldFinding[];
  readonly state: 'running' | 'done' | 'cancelled';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Whose log it is, by what only one end writes. */
export type LogRole = 'server' | 'client' | 'unknown';

/** What a line of stunnel's log means. */
export interface LogFinding {
  readonly kind: string;
  /** 1-based, of the first line that says it, and how many say it. */
  readonly line: number;
  readonly count: number;
  /** The line without its date. */
  readonly text: string;
  readonly title: Text;
  readonly why: Text;
  readonly next: Text;
  /** False: it is worth knowing, and nothing is broken by it. */
  readonly isFault: boolean;
}

export interface LogReading {
  readonly role: LogRole;
  /** How many lines are stunnel's. */
  readonly lines: number;
  readonly findings: readonly LogFinding[];
}
