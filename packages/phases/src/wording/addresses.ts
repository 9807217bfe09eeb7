/** An address of mail or of the web, and where it stands in a text. */
export interface Address {
  readonly written: string;
  readonly at: number;
}

/** The addresses of mail and of the web in a text. */
export function addressesIn(text: string): Address[] {
  return [...text.matchAll(pattern)].map(({ 0: written, index }) => ({ written, at: index }));
}

/** The text with spaces in place of addresses, of all or of some: their figures and names are not claims. */
export function withoutAddresses(text: string, isLeftOut: (address: string) => boolean = () => true): string {
  return text.replace(pattern, (address) => (isLeftOut(address) ? ' '.repeat(address.length) : address));
}

/** Whether one of the texts has an address, as it is written or as a part of its own. */
export function hasAddress(texts: readonly string[], address: string): boolean {
  const plain = address.toLowerCase().replace(/[.,;)]+$/, '');
  return texts.some((text) => text.toLowerCase().includes(plain));
}

const pattern = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?:\/\/|www\.)\S+/g;
