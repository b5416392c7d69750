import type { Colours } from "./theme.ts";

export function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  height: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  context.beginPath();
  const width = right - left;
  for (let y = 0; y < height + width; y += 9) {
    context.moveTo(left, y);
    context.lineTo(right, y - width);
  }
  context.strokeStyle = colour;
  context.globalAlpha = 0.45;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

export function triangle(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  context.beginPath();
  context.moveTo(x - 4.5, y);
  context.lineTo(x + 4.5, y);
  context.lineTo(x, y + 7);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

export function diamond(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  { paper, soft }: Colours,
): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 4.5, y + 4.5);
  context.lineTo(x, y + 9);
  context.lineTo(x - 4.5, y + 4.5);
  context.closePath();
  context.fillStyle = paper;
  context.fill();
  context.strokeStyle = soft;
  context.lineWidth = 1.4;
  context.stroke();
}
