// The page as the public will see it, from the server, in a frame in which no script runs.

export class Preview {
  constructor() {
    this.tabs = document.getElementById("beside-tabs");
    this.place = document.getElementById("preview");
    this.opened = () => {};
    if (!this.tabs) return;
    this.tabs.hidden = false;
    this.buttons = [...this.tabs.querySelectorAll("[role=tab]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.choose(button));
    this.tabs.addEventListener("keydown", (event) => this.moved(event));
  }

  get isOpen() {
    return Boolean(this.place && !this.place.hidden);
  }

  choose(chosen) {
    for (const button of this.buttons) {
      const isChosen = button === chosen;
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
      document.getElementById(button.getAttribute("aria-controls")).hidden = !isChosen;
    }
    this.tabs.closest(".beside").classList.toggle("is-preview", this.isOpen);
    if (this.isOpen) this.opened();
  }

  moved(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = this.buttons.find((button) => button !== document.activeElement);
    event.preventDefault();
    other.focus();
    this.choose(other);
  }

  show(page) {
    if (!page || page === this.page) return;
    this.page = page;
    this.frame ??= this.framed();
    const at = this.frame.contentWindow?.scrollY ?? 0;
    this.frame.onload = () => this.frame.contentWindow.scrollTo(0, at);
    this.frame.srcdoc = page;
  }

  framed() {
    const frame = document.createElement("iframe");
    frame.title = "The page, as the public will see it";
    // Same origin for its style sheet and its place; without allow-scripts nothing in it runs.
    frame.setAttribute("sandbox", "allow-same-origin");
    this.place.append(frame);
    return frame;
  }
}
