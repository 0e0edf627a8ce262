import { first } from "./dom.ts";
import { readFragment, writeFragment } from "./fragment.ts";

/** The button that turns the page dark or light, whatever the system prefers. */
export function startTheme(): void {
  const button = first("#theme", HTMLButtonElement);
  if (button === undefined) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = readFragment().get("theme");
    const isDark = chosen === "dark" || (chosen !== "light" && system.matches);
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset["theme"] = chosen;
    else delete document.documentElement.dataset["theme"];
    button.textContent = isDark ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark ? "Show in light colours" : "Show in dark colours");
    return isDark;
  };
  button.addEventListener("click", () => {
    const next = show() ? "light" : "dark";
    const isSystem = (next === "dark") === system.matches;
    writeFragment({ theme: isSystem ? "" : next });
    show();
  });
  system.addEventListener("change", show);
  addEventListener("hashchange", show);
  button.hidden = false;
  show();
}
