/** What leaves the client's computer, counted by the kernel (nftables): beside the VPN, and the tunnel inside it. */
import { type Computer, places } from './networks.ts';

export interface Counts {
  /** Packets of the tunnel that went into the VPN: a loop. */
  readonly looped: number;
  /** Packets that left by the wire and were not the tunnel's: leaks. */
  readonly leaked: number;
  /** Packets of the tunnel that left by the wire. */
  readonly tunnelled: number;
}

/** Where the tunnel goes: straight to the server, or to a proxy. */
export interface Way {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly port: number;
}

const straight: Way = { ipv4: [places.server, places.second], ipv6: [places.serverIpv6], port: 443 };

/** Neighbour discovery and the like of IPv6, which is no user's traffic, is left out. */
export async function startCounting(client: Computer, way: Way = straight): Promise<() => Promise<Counts>> {
  const families = [
    ['ip', way.ipv4],
    ['ip6', way.ipv6],
  ] as const;
  const to = (interfaceName: string, rest: string) =>
    families
      .filter(([, all]) => all.length > 0)
      .map(([family, all]) => `oifname "${interfaceName}" ${family} daddr { ${all.join(', ')} } ${rest}`)
      .join('\n    ');
  await client.shell(`nft -f - <<'RULES'
table inet adit {
  counter looped {
  }
  counter leaked {
  }
  counter tunnelled {
  }
  chain out {
    type filter hook output priority 0; policy accept;
    ${to('tun*', 'counter name looped')}
    ${to('c0', `tcp dport ${way.port} counter name tunnelled return`)}
    oifname "c0" meta l4proto ipv6-icmp icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report, mld-listener-report } return
    oifname "c0" counter name leaked
  }
}
RULES`);
  return async () => {
    const { nftables } = JSON.parse(await client.run('nft', '-j', 'list', 'counters')) as {
      readonly nftables: readonly { readonly counter?: { readonly name: string; readonly packets: number } }[];
    };
    const of = (name: string) => nftables.find(({ counter }) => counter?.name === name)?.counter?.packets ?? Number.NaN;
    return { looped: of('looped'), leaked: of('leaked'), tunnelled: of('tunnelled') };
  };
}
