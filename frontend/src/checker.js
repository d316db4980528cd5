// Asks the server what is found in the form as it stands; only the newest answer counts.

const PAUSE = 250;
const AGAIN = 5000;
const OFFLINE = "Not checked: no connection. Your text is still here.";
const LOGGED_OUT = "Not checked: you are no longer logged in. Copy your text, then log in again.";
const REFUSED = "Not checked: this page is too large to be checked while you type.";

export class Checker {
  constructor(form, { wants, answered, failed }) {
    Object.assign(this, { form, wants, answered, failed, timer: 0, asked: null });
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const before = this.timer;
    try {
      const answer = await this.fetch(this.asked.signal);
      // Where somebody typed on meanwhile, the next answer is under way.
      if (before === this.timer) this.take(answer);
    } catch (error) {
      if (error.name !== "AbortError") this.fail(OFFLINE);
    }
  }

  async fetch(signal) {
    const body = new URLSearchParams(new FormData(this.form));
    for (const [name, value] of Object.entries(this.wants())) body.set(name, value);
    const response = await fetch(this.form.dataset.check, { method: "POST", body, signal, redirect: "manual" });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? response.json() : { says: response.status === 400 ? REFUSED : LOGGED_OUT };
  }

  take(answer) {
    if (answer.says) this.fail(answer.says);
    else this.answered(answer);
  }

  fail(says) {
    this.failed(says);
    this.soon(AGAIN);
  }
}
