// CodeMirror over one textarea. The textarea stays what is sent; each change of the one is told to the other.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { Language, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { parser } from "@lezer/markdown";
import { closeCard, findingKeys, marking, openCard, setFindings } from "./marks.js";
import { Tools, toolKeys } from "./tools.js";

const fromTextarea = Annotation.define();
const markdown = new Language(defineLanguageFacet(), parser, [], "markdown");

export class Pane {
  constructor(area) {
    this.area = area;
    this.view = new EditorView({ doc: area.value, extensions: this.extensions() });
    this.tools = new Tools(this.view, this.label);
    area.after(this.tools.dom, this.view.dom);
    this.tools.count(area.value);
    area.classList.add("under-pane");
    area.tabIndex = -1;
    area.setAttribute("aria-hidden", "true");
    area.addEventListener("focus", () => this.view.focus());
    area.addEventListener("input", () => this.takeUp());
  }

  extensions() {
    return [
      EditorView.cspNonce.of(document.querySelector("script[nonce]")?.nonce ?? ""),
      EditorState.lineSeparator.of("\n"),
      lineNumbers(),
      history(),
      highlightActiveLine(),
      markdown,
      syntaxHighlighting(classHighlighter),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of(this.attributes()),
      EditorView.updateListener.of((update) => this.told(update)),
      marking(),
      // Tab is left alone: it goes on to the next field.
      keymap.of([...findingKeys, ...toolKeys, ...defaultKeymap, ...historyKeymap]),
    ];
  }

  get label() {
    return this.area.labels[0]?.textContent.trim().replace(/:$/, "") ?? this.area.name;
  }

  attributes() {
    const kept = ["aria-describedby", "aria-invalid", "required"].filter((name) => this.area.hasAttribute(name));
    const copied = Object.fromEntries(kept.map((name) => [name, this.area.getAttribute(name)]));
    return { ...copied, "aria-label": this.label, spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
  }

  told(update) {
    if (update.docChanged) this.tools.count(this.text);
    if (!update.docChanged || update.transactions.some((change) => change.annotation(fromTextarea))) return;
    this.area.value = this.text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  takeUp() {
    const insert = this.area.value;
    if (insert === this.text) return;
    const changes = { from: 0, to: this.view.state.doc.length, insert };
    this.view.dispatch({ changes, annotations: fromTextarea.of(true) });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get at() {
    return this.view.state.selection.main.head;
  }

  get hasFocus() {
    return this.view.dom.contains(document.activeElement);
  }

  show(findings) {
    this.view.dispatch({ effects: setFindings.of(findings) });
  }

  open(finding) {
    this.view.focus();
    const effects = [openCard.of(finding.number), EditorView.scrollIntoView(finding.start, { y: "start", yMargin: 90 })];
    this.view.dispatch({ selection: { anchor: finding.start }, effects });
  }

  close() {
    this.view.dispatch({ effects: closeCard.of(null) });
  }

  replace(from, to, insert) {
    const selection = { anchor: from + insert.length };
    const effects = closeCard.of(null);
    this.view.dispatch({ changes: { from, to, insert }, selection, effects, userEvent: "input.complete" });
    this.view.focus();
  }
}
