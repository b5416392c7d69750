import { make, makeSvg } from "./dom.ts";

/** A statistic's name, its value at the crosshair and the button that takes it away; hidden until it has its place. */
export function makeLabel(name: string, remove: () => void) {
  const cross = makeSvg("path", { d: "m4 4 8 8M12 4l-8 8" });
  const button = make("button", { type: "button", "aria-label": `Remove ${name}` });
  button.append(makeSvg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, cross));
  button.addEventListener("click", remove);
  const output = make("output");
  return { label: make("li", { hidden: "" }, make("b", {}, name), output, button), output };
}
