// The list of sections: which one is being written in, and the way to each of them.

const FIELDS = "input:not([type=hidden]), textarea, select, button";

export class Sections {
  constructor(form) {
    this.current = "";
    form.addEventListener("focusin", (event) => this.entered(event.target));
  }

  entered(target) {
    const name = target.closest(".form-row")?.className.match(/field-(\w+)/)?.[1];
    if (name) this.mark(name);
  }

  // Also after the list was written anew.
  mark(name = this.current) {
    this.current = name;
    for (const link of document.querySelectorAll("#live-sections a")) {
      link.toggleAttribute("aria-current", link.hash === `#id_${name}`);
      if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "true");
    }
  }
}

// A field of rows or boxes has no focus of its own: its first input takes it.
export function goTo(hash) {
  const place = document.querySelector(hash);
  const field = place?.matches(FIELDS) ? place : place?.querySelector(FIELDS);
  (place?.closest(".form-row") ?? place)?.scrollIntoView({ block: "start" });
  field?.focus({ preventScroll: true });
}
