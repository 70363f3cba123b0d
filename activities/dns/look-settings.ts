/** From where, and how far, our own look at the world reaches; config's SelfCheckConfig has this shape. */
export interface LookSettings {
  /** Recursive resolvers, `host:port`; empty means the machine's own, made up to several with public ones. */
  readonly resolvers: readonly string[];
  readonly authoritativePort: number;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly allowPrivateAddresses: boolean;
  /** Where ordered IP addresses are reached instead, in a world that has none of its own; absent: at themselves. */
  readonly ipNamesAt?: string;
}
