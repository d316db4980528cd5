// Comments: words that are selected in the text choose their sentence in the list. Without this file the list is
// chosen from by hand, and nothing else differs.

const form = document.getElementById("comment");
const paper = document.querySelector(".paper");

const plain = (text) => text.replace(/\s+/g, " ").trim();

// The text of a range without the numbers of findings and comments and what was removed: no words of the page.
function wordsOf(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll("a.ref, del, .vh").forEach((link) => link.remove());
  return plain(copy.textContent);
}

// Letters and digits alone: the list has the words as the engine reads them, with plain quotation marks and dashes.
const bare = (text) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function sentenceOf(words) {
  const options = [...form.elements.passage.options].filter((option) => option.value);
  return options.find((option) => bare(option.dataset.words).includes(bare(words)));
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !paper.contains(selection.anchorNode)) return "";
  return wordsOf(selection.getRangeAt(0));
}

function offer(button) {
  const words = selected();
  button.hidden = !words || !sentenceOf(words);
  if (button.hidden) return;
  form.elements.passage.value = sentenceOf(words).value;
  form.elements.words.value = words;
  document.getElementById("comment-words").textContent = `On the words “${words}”`;
}

function forget() {
  form.elements.words.value = "";
  document.getElementById("comment-words").textContent = "";
}

if (form && paper) {
  const button = document.getElementById("on-words");
  document.addEventListener("selectionchange", () => offer(button));
  form.elements.passage.addEventListener("change", forget);
  button.addEventListener("click", () => {
    button.hidden = true;
    setTimeout(() => form.elements.body.focus());
  });
}
