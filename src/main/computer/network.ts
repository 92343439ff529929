import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { ComputerTold } from '../../shared/night/told.ts';
import { POWERSHELL } from './ask-program.ts';
import type { Around } from './around.ts';

type Network = ComputerTold['network'];

const UNKNOWN: Network = { captive: null, metered: null };

/** Whether the network lets anything through, and whether that costs. */
export async function networkOf({ platform, ask, buses }: Around): Promise<Network> {
  if (platform === 'win32') return readWindowsNetwork((await ask([...POWERSHELL, PROFILE])) ?? '');
  if (platform !== 'linux') return UNKNOWN;
  const [connectivity, metered] = await Promise.all([
    buses.system('networkManager', 'Connectivity'),
    buses.system('networkManager', 'Metered'),
  ]);
  // NMConnectivityState: 0 not known, 2 portal. NMMetered: 0 not known, 1 yes, 3 guessed so.
  return {
    captive: typeof connectivity === 'number' && connectivity !== 0 ? connectivity === 2 : null,
    metered: typeof metered === 'number' && metered !== 0 ? metered === 1 || metered === 3 : null,
  };
}

const PROFILE = `[void][Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]
$profile = [Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()
if ($profile) { "network $($profile.GetNetworkConnectivityLevel()) $($profile.GetConnectionCost().NetworkCostType)" }`;

/** `network InternetAccess Unrestricted`; of NetworkConnectivityLevel and NetworkCostType. */
export function readWindowsNetwork(said: string): Network {
  const [, level, cost] = /^network (\w+) (\w+)/m.exec(said) ?? [];
  return {
    captive: level === undefined ? null : level === 'ConstrainedInternetAccess',
    metered: cost === undefined || cost === 'Unknown' ? null : cost !== 'Unrestricted',
  };
}

/** What programs for VPN call theirs on Linux, and macOS all of them. */
const VPN = /^(?:tun|tap|wg|ppp|utun|ipsec|tailscale|nordlynx|proton|zt)[\w-]*$/i;

/**
 * Whether a VPN is on; null: its interfaces cannot be told by their names.
 * @param platform Windows calls them as it likes
 */
export function vpnIsOn(
  platform: NodeJS.Platform,
  found: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): boolean | null {
  if (platform !== 'linux' && platform !== 'darwin') return null;
  // macOS keeps some for itself, which have an address of the link alone.
  return Object.entries(found).some(
    ([name, addresses]) =>
      VPN.test(name) && addresses?.some(({ address }) => !/^fe80:/i.test(address)) === true,
  );
}
