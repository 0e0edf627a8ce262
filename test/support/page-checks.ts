/** Questions to a page, as script text: the tests themselves know no DOM. */

export const UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })";

export const OVERFLOW =
  "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - innerWidth";

/** Elements that only markup from a report's text could have made: ours are the script at the end,
 * its data, and links within the page. */
export const FOREIGN = `
  [...document.querySelectorAll("script, img, iframe, object, embed, form, a[href], [onclick], [onload], [onerror], [onmouseover]")]
    .filter((one) => !(one.matches("script") && (one.id === "data" || one === document.body.lastElementChild)))
    .filter((one) => !one.matches("a[href^='#']"))
    .map((one) => one.outerHTML.slice(0, 80))`;

export const HACKED = "typeof window.hacked";

/** Texts whose contrast against what they stand on is below 4.5 to 1. */
export const FAINT = `(() => {
  const rgb = (text) => (text.match(/[0-9.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const [r, g, b, a = 1] = rgb(getComputedStyle(one).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const box = element.getBoundingClientRect();
    if (node.data.trim() === "" || box.width < 2 || box.height < 2) continue;
    if (element.closest("title, desc, [style*='display:none']")) continue;
    const style = getComputedStyle(element);
    const colour = rgb(element.closest("svg") ? style.fill : style.color);
    const [a, b] = [light(colour), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(node.data.trim().slice(0, 30) + " " + contrast.toFixed(2));
  }
  return faint;
})()`;

/** What axe-core, which has to be in the page, holds against it. */
export const VIOLATIONS = `
  axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 120))))`;
