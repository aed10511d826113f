/** Windows: Get-NetRoute and Get-NetNeighbor, and for the name of the Wi-Fi netsh. */
import { type Gateway, hardwareAddress, inOrder, type Whereabouts } from './whereabouts.ts';

type Say = (program: string, argv: readonly string[]) => Promise<string>;

/** One line for each way to everywhere: metric, address, hardware address, interface; parted by tabs. */
const SCRIPT = [
  "Get-NetRoute -DestinationPrefix '0.0.0.0/0','::/0' -ErrorAction SilentlyContinue | ForEach-Object {",
  '$n = Get-NetNeighbor -InterfaceIndex $_.ifIndex -IPAddress $_.NextHop -ErrorAction SilentlyContinue;',
  '$m = $_.RouteMetric + (Get-NetIPInterface -InterfaceIndex $_.ifIndex -AddressFamily $_.AddressFamily).InterfaceMetric;',
  '"$m`t$($_.NextHop)`t$($n.LinkLayerAddress)`t$($_.InterfaceAlias)" }',
].join(' ');

/** What the script says. */
export function gatewaysOfScript(output: string): readonly Gateway[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const [metric = '', address = '', hardware = '', device = ''] = line.split('\t');
    if (!/^\d+$/.test(metric) || address === '' || address === '0.0.0.0' || address === '::') return [];
    return [{ address, device: device.trim(), metric: Number(metric), hardware: hardwareAddress(hardware) }];
  });
}

/** `netsh wlan show interfaces`: a line `SSID : Name` in every language, and another one for the BSSID. */
export const wifiOfNetsh = (output: string): string | null => /^\s*SSID\s*: (.+?)\s*$/m.exec(output)?.[1] ?? null;

/** `programs` is Windows' folder of programs. */
export async function findOnWindows(say: Say, wantsWifi: boolean, programs: string): Promise<Whereabouts> {
  const shell = `${programs}\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const said = await say(shell, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', SCRIPT]);
  const wifi = wantsWifi ? wifiOfNetsh(await say(`${programs}\\netsh.exe`, ['wlan', 'show', 'interfaces'])) : null;
  return { gateways: inOrder(gatewaysOfScript(said)), wifi };
}
