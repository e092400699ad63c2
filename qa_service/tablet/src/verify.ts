/** The script of the server-rendered page behind a label. */
export {};
