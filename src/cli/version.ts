declare const CXLTRACE_VERSION: string | undefined;

/** The release, put in when the bundle is built. */
export const VERSION = typeof CXLTRACE_VERSION === 'string' ? CXLTRACE_VERSION : '0.0.0-development';
