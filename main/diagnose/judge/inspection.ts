/** Who opens TLS on the way: products by the issuers of the certificates they make. Pure. */
import type { Evidence } from '../evidence.ts';

/** Issuers as these products name them by default; who runs one may name it otherwise. */
const products: readonly (readonly [product: string, issuer: RegExp])[] = [
  ['Fortinet FortiGate', /\bforti(?:net|gate|os)\b/i],
  ['Zscaler', /\bzscaler\b/i],
  ['Netskope', /\b(?:netskope|goskope)\b/i],
  ['Palo Alto Networks', /\bpalo alto networks\b/i],
  ['Kaspersky', /\bkaspersky\b/i],
  ['AVG', /\bavg (?:web\/mail|technologies)\b/i],
  ['Avast', /\bavast (?:web\/mail|web|untrusted)\b/i],
  ['ESET', /\beset ssl filter\b/i],
  ['Bitdefender', /\bbitdefender\b/i],
  ['Sophos', /\bsophos\b/i],
  ['Dr.Web', /\bdr\.? ?web\b/i],
  ['mitmproxy', /\bmitmproxy\b/i],
  ['Charles', /\bcharles proxy\b/i],
  ['Fiddler', /\bdo_not_trust_fiddlerroot\b|\bfiddler\b/i],
  ['Burp Suite', /\bportswigger\b/i],
  ['Blue Coat', /\bblue ?coat\b/i],
  ['Cisco Umbrella', /\bcisco umbrella\b/i],
  ['Cloudflare Gateway', /\bgateway ca - cloudflare\b|\bcloudflare for teams\b/i],
  ['Check Point', /\bcheck ?point\b/i],
  ['WatchGuard', /\bfireware https proxy\b|\bwatchguard\b/i],
  ['SonicWall', /\bsonicwall\b/i],
  ['Barracuda', /\bbarracuda\b/i],
  ['Forcepoint', /\b(?:forcepoint|websense)\b/i],
  ['McAfee Web Gateway', /\bmcafee\b.*\bgateway\b|\bskyhigh\b/i],
  ['Smoothwall', /\bsmoothwall\b/i],
  ['Lightspeed', /\blightspeed (?:rocket|systems)\b/i],
  ['Securly', /\bsecurly\b/i],
  ['Untangle', /\b(?:untangle|edge threat management)\b/i],
  ['Sangfor', /\bsangfor\b/i],
  ['Squid', /\bsquid\b.*\b(?:proxy|ca)\b/i],
];

export interface Inspection {
  readonly product: string | null;
  readonly issuer: string;
  readonly evidence: readonly string[];
}

/** The product that an issuer names itself after; null: none that is known. */
export const productOf = (issuer: string): string | null =>
  products.find(([, pattern]) => pattern.test(issuer))?.[0] ?? null;

/** How many other hosts have to agree: one may belong to the same company. */
const ENOUGH = 2;

/**
 * The certificate's issuer is a known product, or unrelated hosts have certificates of the same issuer that no browser
 * knows. A server's own self-signed certificate has no issuer.
 */
export function inspectionIn({ look, witnesses }: Pick<Evidence, 'look' | 'witnesses'>): Inspection | null {
  const leaf = look?.chain[0];
  if (leaf === undefined) return null;
  for (const { issuer } of look?.chain ?? []) {
    const product = productOf(issuer);
    if (product !== null) {
      return { product, issuer, evidence: [`The certificate’s issuer is ${issuer}.`] };
    }
  }
  const same = (witnesses?.tls ?? []).filter(
    (one) => !one.isPublic && (one.sha256 === leaf.sha256 || one.issuer === leaf.issuer),
  );
  if (same.length < ENOUGH) return null;
  const hosts = same.map(({ host }) => host).join(', ');
  return {
    product: null,
    issuer: leaf.issuer,
    evidence: [`The certificate’s issuer is ${leaf.issuer}.`, `Here ${hosts} have certificates of the same issuer.`],
  };
}
