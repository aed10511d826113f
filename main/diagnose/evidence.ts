/** What the steps of a check have seen. Plain data: what follows from it is decided in judge.ts, and nowhere else. */
import type { Application, Endpoint, PlainService, PortHolder, TunnelError } from '../../preload/types.ts';
import type { HttpAnswer } from '../tunnel/server/ask-http.ts';
import type { ProbeResult } from '../tunnel/server/probe.ts';
import type { WayOut } from '../tunnel/way-out.ts';

/** What is checked, as far as judging needs it. */
export interface Subject {
  readonly application: Application;
  /** The first of the servers. */
  readonly server: Endpoint;
  /** What is sent as server name, null for none. */
  readonly serverName: string | null;
  readonly proxy: Endpoint | 'system' | null;
  readonly trustsSystem: boolean;
  readonly showsCertificate: boolean;
  readonly pskIdentity: string | null;
  readonly protocol: string | null;
  readonly platform: NodeJS.Platform;
  /** Of the operating system's kernel. */
  readonly release: string;
}

export interface LocalPort {
  readonly host: string;
  readonly port: number;
  readonly state:
    | { readonly kind: 'ours' }
    | { readonly kind: 'free' }
    /** It can be listened on, and a connection to it does not arrive. */
    | { readonly kind: 'unreachable'; readonly code: string }
    | { readonly kind: 'in-use'; readonly holder: PortHolder | null }
    | { readonly kind: 'no-address' }
    /** `range`: one that the system keeps for itself, where it tells. */
    | { readonly kind: 'forbidden'; readonly range: readonly [from: number, to: number] | null };
}

export interface NameAnswer {
  /** Of the name server, `the system` for what programs get. */
  readonly server: string;
  readonly addresses: readonly string[];
  /** The resolver's code; null when there is an answer, also one without addresses. */
  readonly code: string | null;
}

export interface Names {
  readonly host: string;
  readonly system: NameAnswer;
  readonly servers: readonly NameAnswer[];
}

export interface Way {
  readonly address: string;
  readonly out: WayOut | null;
}

export interface Reach {
  readonly host: string;
  readonly port: number;
  readonly address: string;
  readonly outcome:
    | { readonly kind: 'open'; readonly ms: number }
    | { readonly kind: 'failed'; readonly code: string; readonly ms: number };
}

/** What comes back for a small hello, which a TLS server answers with a small packet. */
export type HelloAnswer =
  | { readonly kind: 'tls' }
  | { readonly kind: 'alert'; readonly description: number }
  | { readonly kind: 'plain' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unreached' };

/** The same server asked with its name (twice, when something is wrong), with another name, with none, and for TLS 1.2. */
export interface Hellos {
  readonly own: readonly HelloAnswer[];
  readonly other: HelloAnswer;
  readonly none: HelloAnswer;
  readonly older: HelloAnswer;
}

/** Hosts that have nothing to do with the server, asked by the same way. */
export interface Witnesses {
  readonly web: readonly {
    readonly host: string;
    readonly answer: HttpAnswer | null;
    /** It answered what it always answers. */
    readonly asEver: boolean;
  }[];
  readonly tls: readonly {
    readonly host: string;
    readonly issuer: string;
    readonly sha256: string;
    /** One of the authorities that browsers come with vouches for it. */
    readonly isPublic: boolean;
  }[];
}

export interface Service {
  /** How long the connection was listened to, and what was said in it. */
  readonly ms: number;
  readonly said: PlainService | 'something' | null;
  readonly line: string | null;
}

/** Another name server's answer leads to a server that speaks TLS. */
export interface OtherAnswer {
  readonly server: string;
  readonly address: string;
}

export interface Evidence {
  readonly subject: Subject;
  readonly configuration: TunnelError | null;
  readonly localPorts: readonly LocalPort[];
  readonly names: readonly Names[];
  readonly ways: readonly Way[];
  /** Whether there is a way from this computer to anywhere at all. */
  readonly hasWayOut: boolean;
  readonly reach: readonly Reach[];
  /** Ports of the same computer that answer, when the server's does not. */
  readonly openPorts: readonly number[];
  readonly otherAnswer: OtherAnswer | null;
  /** Why the proxy did not open a connection to the server. */
  readonly proxyError: TunnelError | null;
  /** Why the server did not agree to begin TLS. */
  readonly negotiationError: TunnelError | null;
  readonly look: ProbeResult | null;
  readonly hellos: Hellos | null;
  readonly witnesses: Witnesses | null;
  readonly service: Service | null;
  /** Milliseconds since the epoch, by this computer. */
  readonly now: number;
}

export const nothingSeen = (subject: Subject, now: number): Evidence => ({
  subject,
  configuration: null,
  localPorts: [],
  names: [],
  ways: [],
  hasWayOut: true,
  reach: [],
  openPorts: [],
  otherAnswer: null,
  proxyError: null,
  negotiationError: null,
  look: null,
  hellos: null,
  witnesses: null,
  service: null,
  now,
});
