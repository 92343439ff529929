/** As long as Nightscout wants it, so that every reader takes it; without spaces, which some readers cut. */
const SECRET = /^[\x21-\x7e]{12,200}$/;

export const isFeedSecret = (text: string): boolean => SECRET.test(text);
