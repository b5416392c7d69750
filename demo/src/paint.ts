import { styleText } from "node:util";

export type Style = "bold" | "dim" | "cyan" | "green" | "red" | "yellow";

/** Gives a text a style; what it looks like must not be needed to understand it. */
export type Paint = (style: Style, text: string) => string;

/** For files, pipes and tests. */
export const plain: Paint = (_, text) => text;

/** For a terminal; honours NO_COLOR and FORCE_COLOR. */
export const coloured: Paint = (style, text) => styleText(style, text, { stream: process.stdout });
