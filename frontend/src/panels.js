// Beside the text: the panels as the server writes them, and what is said politely.

const QUIET = 1500;

function named(details) {
  return details.querySelector("summary b")?.textContent;
}

export class Panels {
  constructor() {
    this.status = document.getElementById("check-status");
    this.state = document.getElementById("check-state");
    this.shown = {};
    this.told = "";
    this.timer = 0;
  }

  show(html) {
    for (const [name, markup] of Object.entries(html)) {
      const place = document.getElementById(`live-${name}`);
      if (place && this.shown[name] !== markup) this.replace(place, markup);
      this.shown[name] = markup;
    }
  }

  // The markup comes from the server's own templates, which escape whatever was typed.
  replace(place, markup) {
    const open = [...place.querySelectorAll("details[open]")].map(named);
    const href = place.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    place.innerHTML = markup;
    for (const item of place.querySelectorAll("details")) if (open.includes(named(item))) item.open = true;
    if (href) [...place.querySelectorAll("a")].find((link) => link.getAttribute("href") === href)?.focus();
  }

  tell(items, answer) {
    const count = (standing) => items.filter((item) => item.standing === standing).length;
    const conflicts = count("conflict");
    const counts = `${conflicts || "No"} ${conflicts === 1 ? "conflict" : "conflicts"}, ${count("unclear")} unclear.`;
    const problems = answer.problems.map((item) => `${item.label}: ${item.says}`);
    this.stand(["Checked as you type. F8 goes to the next finding, Tab leaves the field.", ...problems].join(" "), problems.length > 0);
    this.speak([...problems, counts].join(" "));
  }

  tellOne(item) {
    const reason = item.points[0]?.reason ?? "";
    const offer = item.insert ? ` Words that fit: ${item.insert} Alt and Enter inserts them.` : "";
    this.say(`${item.standing}: ${item.words} ${reason}${offer}`, 0);
  }

  fail(says) {
    this.stand(says, true);
    this.speak(says);
  }

  stand(text, isProblem) {
    this.state.textContent = text;
    this.state.classList.toggle("is-problem", isProblem);
  }

  // Only what is new, and after the typing has rested; the first answer is on the screen already.
  speak(text) {
    if (this.told && this.told !== text) this.say(text, QUIET);
    this.told = text;
  }

  say(text, pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status.textContent = text), pause);
  }
}
