// A figure that the reader missed is added by selecting it in the text, with the mouse, a finger or the keyboard.
// The form below the text does the same without this script; here it follows the selection.
"use strict";

(() => {
  // The server counts code points, the browser UTF-16 units: every offset is the length of what stands before it.
  const codePoints = (text) => [...text].length;

  /** Where a range begins and ends in the text of `root`, white space at its ends left out; null where it is not in it. */
  function placeOf(range, root) {
    if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
    const quote = range.toString();
    const before = document.createRange();
    before.selectNodeContents(root);
    before.setEnd(range.startContainer, range.startOffset);
    const start = codePoints(before.toString()) + codePoints(quote) - codePoints(quote.trimStart());
    const trimmed = quote.trim();
    return trimmed ? { quote: trimmed, start, end: start + codePoints(trimmed) } : null;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const text = document.querySelector(".printed-text .text");
    const panel = document.getElementById("adding");
    if (!text || !panel) return;
    const form = panel.querySelector("form");
    const { quote, start, end, claim } = form.elements;
    const byKeyboard = document.getElementById("select-by-keyboard");
    const cancel = document.getElementById("adding-cancel");
    let pressed = false;
    let timer = 0;

    function follow() {
      const selection = document.getSelection();
      if (pressed || !selection.rangeCount || selection.isCollapsed) return;
      const place = placeOf(selection.getRangeAt(0), text);
      if (!place || codePoints(place.quote) > Number(quote.maxLength)) return;
      quote.value = place.quote;
      start.value = place.start;
      end.value = place.end;
      for (const choice of form.querySelectorAll(".places")) choice.remove();
      panel.classList.add("docked");
      cancel.hidden = false;
      showAbove(selection.getRangeAt(0).getBoundingClientRect());
    }

    // On a phone the form covers the lower half: what was selected stays in sight above it.
    function showAbove(selected) {
      const cover = panel.getBoundingClientRect();
      if (selected.bottom > cover.top && selected.right > cover.left) {
        window.scrollBy({ top: selected.top - cover.top / 2, behavior: "instant" });
      }
    }

    function leave() {
      panel.classList.remove("docked");
      cancel.hidden = true;
      quote.value = start.value = end.value = "";
      document.getSelection().removeAllRanges();
    }

    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = setTimeout(follow, 200);
    });
    document.addEventListener("pointerdown", () => { pressed = true; });
    for (const ending of ["pointerup", "pointercancel"]) {
      document.addEventListener(ending, () => { pressed = false; setTimeout(follow, 0); });
    }

    // What is typed by hand stands where the server finds it, not where something was selected before.
    quote.addEventListener("input", () => { start.value = end.value = ""; });
    cancel.addEventListener("click", () => { leave(); byKeyboard.focus(); });

    // A caret to select with: the text takes the focus as a field that nothing changes.
    const READABLE = { contenteditable: "true", role: "textbox", "aria-readonly": "true", "aria-multiline": "true",
      "aria-label": text.dataset.label, inputmode: "none", spellcheck: "false" };

    function startByKeyboard() {
      for (const [name, value] of Object.entries(READABLE)) text.setAttribute(name, value);
      text.focus();
      document.getSelection().collapse(text, 0);
    }

    function stopByKeyboard() {
      for (const name of Object.keys(READABLE)) text.removeAttribute(name);
    }

    byKeyboard.hidden = false;
    byKeyboard.addEventListener("click", startByKeyboard);
    text.addEventListener("blur", stopByKeyboard);
    text.addEventListener("beforeinput", (event) => event.preventDefault());
    text.addEventListener("compositionstart", () => text.blur());
    text.addEventListener("drop", (event) => event.preventDefault());
    text.addEventListener("keydown", (event) => {
      if (!text.isContentEditable || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      follow();
      if (event.key === "Enter" && start.value) claim.focus();
      else { leave(); byKeyboard.focus(); }
    });
  });
})();
