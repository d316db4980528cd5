// The writer's editor: CodeMirror over each Markdown field of a form that works without it.
//
// Other scripts of this form need to know three things: every change ends as an `input` event on the plain field; a
// plain field that a script sets is taken up when it fires `input`; after each change the form fires
// `imprimatur:changed`.
import { Checker } from "./checker.js";
import { Fields } from "./fields.js";
import { Findings } from "./findings.js";
import { Panels } from "./panels.js";
import { Preview } from "./preview.js";
import { Sections } from "./sections.js";

function start(form) {
  const preview = new Preview();
  const panels = new Panels();
  const sections = new Sections(form);
  const findings = new Findings(new Fields(form), panels);
  const answered = (answer) => {
    panels.show(answer.html);
    sections.mark();
    findings.show(answer);
    preview.show(answer.preview);
  };
  const wants = () => (preview.isOpen ? { preview: "1" } : {});
  const checker = new Checker(form, { wants, answered, failed: (says) => panels.fail(says) });
  preview.opened = () => checker.soon(0);
  form.addEventListener("input", () => form.dispatchEvent(new CustomEvent("imprimatur:changed")));
  form.addEventListener("imprimatur:changed", () => checker.soon());
  checker.soon(0);
}

const form = document.querySelector("form[data-check]");
if (form) start(form);
