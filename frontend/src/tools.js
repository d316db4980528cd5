// The bar over a pane: the marks that nobody needs to know by heart, and how many words there are.
import { EditorSelection } from "@codemirror/state";

const STRONG = "**";
const ADDRESS = "https://";

function bold(view) {
  const change = ({ from, to }) => {
    const text = view.state.sliceDoc(from, to);
    const isStrong = text.length > 4 && text.startsWith(STRONG) && text.endsWith(STRONG);
    const insert = isStrong ? text.slice(2, -2) : STRONG + text + STRONG;
    const start = from + (isStrong ? 0 : 2);
    const range = EditorSelection.range(start, start + text.length - (isStrong ? 4 : 0));
    return { changes: { from, to, insert }, range };
  };
  view.dispatch(view.state.changeByRange(change), { userEvent: "input" });
}

function link(view) {
  const change = ({ from, to }) => {
    const text = view.state.sliceDoc(from, to);
    const start = from + text.length + 3;
    const insert = `[${text}](${ADDRESS})`;
    return { changes: { from, to, insert }, range: EditorSelection.range(start, start + ADDRESS.length) };
  };
  view.dispatch(view.state.changeByRange(change), { userEvent: "input" });
}

function list(view) {
  const { doc, selection } = view.state;
  const { number: last } = doc.lineAt(selection.main.to);
  const lines = [];
  for (let at = doc.lineAt(selection.main.from).number; at <= last; at++) lines.push(doc.line(at));
  const isList = lines.every((line) => line.text.startsWith("- "));
  const changes = lines.map(({ from }) => (isList ? { from, to: from + 2 } : { from, insert: "- " }));
  view.dispatch({ changes, userEvent: "input" });
}

const acting = (act) => (view) => {
  act(view);
  view.focus();
  return true;
};
const TOOLS = [["Bold", acting(bold), "Mod-b"], ["Link", acting(link), "Mod-k"], ["List", acting(list), ""]];

export const toolKeys = TOOLS.filter(([, , key]) => key).map(([, run, key]) => ({ key, run }));

export class Tools {
  constructor(view, label) {
    this.dom = document.createElement("div");
    this.dom.className = "pane-bar";
    const group = document.createElement("span");
    group.setAttribute("role", "toolbar");
    group.setAttribute("aria-label", `Text tools: ${label}`);
    this.buttons = TOOLS.map(([name, run]) => this.button(name, () => run(view)));
    group.append(...this.buttons);
    group.addEventListener("keydown", (event) => this.moved(event));
    this.words = document.createElement("span");
    this.words.className = "meta";
    this.dom.append(group, this.words);
    this.tab(this.buttons[0]);
  }

  button(name, pressed) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "tool", textContent: name });
    button.addEventListener("click", pressed);
    return button;
  }

  // One stop of the Tab key for the bar; the arrows go on in it.
  tab(here) {
    for (const button of this.buttons) button.tabIndex = button === here ? 0 : -1;
  }

  moved(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = this.buttons.at((this.buttons.indexOf(event.target) + by) % this.buttons.length);
    this.tab(next);
    next.focus();
  }

  count(text) {
    const words = text.split(/\s+/).filter(Boolean).length;
    this.words.textContent = `${words} ${words === 1 ? "word" : "words"}`;
  }
}
