/** Of a lid: there is none, closing it puts the computer to sleep, or it does not; null: the system does not tell. */
export type Lid = 'none' | 'sleeps' | 'goesOn' | null;

/** What the computer runs on. `percent`: of its battery; null: there is none, or it does not tell. */
export interface Power {
  from: 'mains' | 'battery';
  percent: number | null;
}

/** What this computer tells of itself; null wherever it does not. */
export interface ComputerTold {
  /** After so many minutes without use it falls asleep, by what it runs on; 0: never. */
  sleep: { mains: number | null; battery: number | null };
  power: Power | null;
  lid: Lid;
  network: {
    /** A page of the network wants to be seen before it lets anything through. */
    captive: boolean | null;
    /** What is sent costs money, as over a telephone. */
    metered: boolean | null;
  };
}

export const NOTHING_TOLD: ComputerTold = {
  sleep: { mains: null, battery: null },
  power: null,
  lid: null,
  network: { captive: null, metered: null },
};

/** After how many minutes without use it would fall asleep on what it runs on now; 0: never; null: it does not tell. */
export function sleepsAfter({ sleep, power }: Pick<ComputerTold, 'sleep' | 'power'>): number | null {
  return power?.from === 'battery' ? sleep.battery : sleep.mains;
}

/** By which way the server is reached: whether over a VPN, and over which proxy; null: it cannot be known. */
export interface Way {
  vpn: boolean | null;
  proxy: string | null;
}
