/** Why a socket gets a new connection. `stalled` and `planned` ones are made before the old one is broken. */
export type Reason = "closed" | "timeout" | "stalled" | "planned";

/**
 * What the shell must do. `terminate` ends a connection that does not answer, `close` one that is done with: of
 * both nothing is heard any more. `lost` means that ticks of these tickers may be missed from now on.
 */
export type LineAction =
  | { readonly kind: "subscribe"; readonly connection: number; readonly tickers: readonly string[] }
  | { readonly kind: "unsubscribe"; readonly connection: number; readonly tickers: readonly string[] }
  | { readonly kind: "ping"; readonly connection: number }
  | { readonly kind: "terminate"; readonly connection: number }
  | { readonly kind: "close"; readonly connection: number }
  | { readonly kind: "connected"; readonly socket: number; readonly tickers: readonly string[] }
  | { readonly kind: "lost"; readonly socket: number; readonly tickers: readonly string[] }
  | { readonly kind: "reconnect"; readonly socket: number; readonly reason: Reason };

/** Why no frame arrives: nothing answers, connections do not last, or a good connection has nothing to say. */
export type Silence = "network" | "line" | "market";
