"""Compares screenshots inside the browser. The comparison is coarse, so that another browser version passes too."""

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

# Draws both pictures on a canvas and compares the mean brightness (0 to 255) of blocks of `block` by `block` pixels.
_COMPARE = """async ([before, after, block]) => {
  const draw = async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const [columns, rows] = [Math.ceil(image.width / block), Math.ceil(image.height / block)];
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data: dots } = context.getImageData(0, 0, image.width, image.height);
    const sums = new Float64Array(columns * rows), counts = new Float64Array(columns * rows);
    for (let y = 0; y < image.height; y += 1) for (let x = 0; x < image.width; x += 1) {
      const at = 4 * (y * image.width + x), into = Math.floor(y / block) * columns + Math.floor(x / block);
      sums[into] += 0.3 * dots[at] + 0.59 * dots[at + 1] + 0.11 * dots[at + 2];
      counts[into] += 1;
    }
    return { size: [image.width, image.height], means: sums.map((sum, at) => sum / counts[at]) };
  };
  const [one, other] = [await draw(before), await draw(after)];
  const isAlike = one.means.length === other.means.length;
  const gaps = isAlike ? [...one.means].map((mean, at) => Math.abs(mean - other.means[at])) : [];
  return { sizes: [one.size, other.size], gaps };
}"""


@dataclass(frozen=True)
class Difference:
    """The result of a comparison: both sizes in pixels, and the difference in brightness of each block (0 to 255)."""

    sizes: tuple[tuple[int, int], tuple[int, int]]
    gaps: tuple[float, ...]

    def fraction_above(self, gap: float) -> float:
        """Return the fraction of blocks, from 0 to 1, that differ by more than `gap`; 1 if the sizes differ."""
        if self.sizes[0] != self.sizes[1]:
            return 1.0
        return sum(each > gap for each in self.gaps) / len(self.gaps)


def difference(browser: Browser, before: bytes, after: bytes, block: int = 8) -> Difference:
    """Compare two PNG files by blocks of `block` by `block` pixels."""
    with browser.new_context() as context:
        page = context.new_page()
        encoded = [base64.b64encode(each).decode() for each in (before, after)]
        result: dict[str, Any] = page.evaluate(_COMPARE, [*encoded, block])
    size_before, size_after = result["sizes"]
    return Difference(
        ((size_before[0], size_before[1]), (size_after[0], size_after[1])), tuple(result["gaps"])
    )


# Halves the width and height. Screenshots are compared, and baselines are stored, at this size.
_SHRINK = """async (data) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const canvas = new OffscreenCanvas(Math.ceil(image.width / 2), Math.ceil(image.height / 2));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.filter = "grayscale(1)";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def scaled_down(browser: Browser, picture: bytes) -> bytes:
    """Return a PNG file with half the width and height, in grey."""
    with browser.new_context() as context:
        encoded = base64.b64encode(picture).decode()
        return base64.b64decode(context.new_page().evaluate(_SHRINK, encoded))
