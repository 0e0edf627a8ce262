/** Elements of a kind below a place, in their order. */
export function all<Kind extends Element>(
  selector: string,
  kind: abstract new () => Kind,
  below: ParentNode = document,
): Kind[] {
  return [...below.querySelectorAll(selector)].filter((one): one is Kind => one instanceof kind);
}

/** The first of them, if there is one. */
export function first<Kind extends Element>(
  selector: string,
  kind: abstract new () => Kind,
  below: ParentNode = document,
): Kind | undefined {
  return all(selector, kind, below)[0];
}

export function button(words: string, look: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** Keeps what an element says, says something else while a filter is on, and then that again. */
export function say(element: Element, words: string | null): void {
  const shown = element.querySelector("a") ?? element;
  if (!saved.has(shown)) saved.set(shown, shown.textContent ?? "");
  shown.textContent = words ?? saved.get(shown) ?? "";
}

const saved = new Map<Element, string>();
