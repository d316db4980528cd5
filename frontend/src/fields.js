// The fields of the form as the findings see them: a CodeMirror pane, or a plain input.
import { Pane } from "./pane.js";

const TYPED = "input[type=text], textarea";

class Plain {
  constructor(input) {
    this.input = input;
  }

  get text() {
    return this.input.value;
  }

  get at() {
    return this.input.selectionStart;
  }

  get hasFocus() {
    return document.activeElement === this.input;
  }

  show(findings) {
    for (const standing of ["conflict", "unclear"]) {
      this.input.classList.toggle(`has-${standing}`, findings.some((item) => item.standing === standing));
    }
  }

  open(finding) {
    this.input.focus();
    this.input.setSelectionRange(finding.start, finding.end);
    this.input.scrollIntoView({ block: "center" });
  }

  close() {}

  replace(from, to, text) {
    this.input.focus();
    this.input.setSelectionRange(from, to);
    // The one way that keeps the browser's own undo.
    document.execCommand("insertText", false, text);
  }
}

export class Fields {
  constructor(form) {
    this.form = form;
    this.panes = new Map();
    for (const area of form.querySelectorAll("textarea[data-markdown]")) this.panes.set(area.name, new Pane(area));
  }

  // Rows come and go, so the plain inputs are looked up each time.
  all() {
    const inputs = [...this.form.querySelectorAll(TYPED)].filter((input) => input.name);
    return inputs.map((input) => [input.name, this.panes.get(input.name) ?? new Plain(input)]);
  }

  get(name) {
    return this.all().find(([one]) => one === name)?.[1];
  }

  place(name) {
    return this.all().findIndex(([one]) => one === name);
  }

  focused() {
    return this.all().find(([, field]) => field.hasFocus) ?? [];
  }
}
