/** `address:port`, IPv6 in brackets. */
export const addressText = (host: string | undefined, port: number | undefined): string => {
  const address = host ?? '';
  return `${address.includes(':') ? `[${address}]` : address}:${port ?? 0}`;
};
