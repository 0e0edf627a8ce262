import { all, button } from "./dom.ts";

/** How long a button says that it has done its work, in milliseconds. */
const SAID = 2000;

/** A button beside each command that copies it. */
export function startCopying(): void {
  for (const command of all("pre.command", HTMLElement)) {
    const words = command.textContent ?? "";
    const box = document.createElement("div");
    box.className = "copying";
    command.replaceWith(box);
    const made = button("Copy", "copy", () => {
      void copy(words, command).then((done) => {
        made.textContent = done;
        setTimeout(() => {
          made.textContent = "Copy";
        }, SAID);
      });
    });
    made.setAttribute("aria-live", "polite");
    box.append(command, made);
  }
}

/** Where the browser lets nobody write to the clipboard, the command is selected instead. */
async function copy(words: string, command: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(words);
    return "Copied";
  } catch {
    getSelection()?.selectAllChildren(command);
    return "Selected";
  }
}
