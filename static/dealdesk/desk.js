// The desk's keyboard, and what htmx swaps must not lose: focus, typed text, and a word when something fails.
// Keys press the same buttons and links that a mouse does. Moving about never decides anything.
"use strict";

(() => {
  const TYPED = "dealdesk.typed";
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- figures -------------------------------------------------------------

  const figures = () => all("#claim article.figure");

  function currentFigure() {
    const focused = document.activeElement && document.activeElement.closest("#claim article.figure");
    return focused || find('#claim article.figure[aria-current="true"]') || figures()[0] || null;
  }

  function markCurrent(figure) {
    for (const other of figures()) {
      if (other === figure) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
  }

  function goTo(figure) {
    if (!figure) return;
    const wasOpen = figure.getAttribute("aria-current") === "true";
    markCurrent(figure);
    figure.focus({ preventScroll: true });
    figure.scrollIntoView({ block: "nearest" });
    const link = find("a.open-source", figure);
    if (link && !wasOpen) link.click();
  }

  function step(by) {
    const list = figures();
    const at = list.indexOf(currentFigure());
    const onFigure = document.activeElement && document.activeElement.closest("#claim article.figure");
    goTo(onFigure ? list[Math.min(Math.max(at + by, 0), list.length - 1)] : list[Math.max(at, 0)]);
  }

  // --- deciding ------------------------------------------------------------

  const reasonOf = (form) => find('textarea[name="reason"]', form);

  function needsReason(form, submitter) {
    const contests = submitter && submitter.name === "outcome" && submitter.value === "contested";
    const rivals = submitter && submitter.name === "contest_rivals";
    return (contests || rivals || form.hasAttribute("data-needs-reason")) && reasonOf(form) && !reasonOf(form).value.trim();
  }

  function unfold(element) {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  const asked = new WeakMap(); // the button that a form's reason was asked for

  function askReason(form, submitter) {
    const reason = reasonOf(form);
    asked.set(form, submitter);
    unfold(reason);
    reason.setAttribute("aria-invalid", "true");
    const hint = find("[data-hint]", reason.closest(".field"));
    if (hint) hint.classList.add("error");
    reason.focus();
  }

  document.addEventListener("submit", (event) => {
    if (event.target.closest("article.figure")) markCurrent(event.target.closest("article.figure"));
    const form = event.target.closest("form.deciding");
    if (!form || !needsReason(form, event.submitter)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    askReason(form, event.submitter);
  }, true);

  document.addEventListener("input", (event) => {
    if (!event.target.matches('textarea[name="reason"]')) return;
    event.target.removeAttribute("aria-invalid");
    const hint = find("[data-hint]", event.target.closest(".field"));
    if (hint) hint.classList.remove("error");
  });

  function press(act) {
    const figure = currentFigure();
    const button = figure && find(`button[data-act="${act}"]`, figure);
    if (!button) return;
    markCurrent(figure);
    if (!figure.contains(document.activeElement)) figure.focus({ preventScroll: true });
    button.click();
  }

  function writeReason() {
    const figure = currentFigure();
    const reason = figure && find('textarea[name="reason"]', figure);
    if (!reason) return;
    unfold(reason);
    reason.focus();
  }

  function giveVersion() {
    const figure = currentFigure();
    const own = figure && find(`a[data-figure="${figure.id}"]`, find("#versions") || figure);
    const form = own && find("form.deciding", own.closest(".version")) || find("#versions form.deciding");
    if (!form) return;
    unfold(reasonOf(form));
    asked.set(form, find("button.primary", form));
    reasonOf(form).focus();
  }

  // Control and Enter press the button that the reason was asked for; where none was, nothing is decided.
  function sendReason(reason) {
    const form = reason.closest("form.deciding");
    const button = form && (asked.get(form) || find("button.primary", form));
    if (button && form.contains(button)) button.click();
  }

  function leaveField(field) {
    const place = field.closest("article.figure") || currentFigure() || find("#claim-title");
    if (place) place.focus({ preventScroll: true });
    else field.blur();
  }

  // --- keys ----------------------------------------------------------------

  const follow = (selector) => { const link = find(selector); if (link) link.click(); };

  // The title has the focus before the claim is swapped, so that the next one's has it after, and is read out.
  function moveOn(selector) {
    const title = find("#claim-title");
    if (title) title.focus({ preventScroll: true });
    follow(selector);
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    n: () => moveOn("#next-claim"),
    p: () => moveOn("#previous-claim"),
    u: () => moveOn("#next-undecided"),
    c: () => press("confirm"),
    x: () => press("contest"),
    z: () => press("withdraw"),
    r: writeReason,
    v: giveVersion,
    o: () => follow("#open-source"),
    s: () => { const link = find("#show-news"); if (link && !link.hidden) link.click(); },
    "/": () => { const box = find("#id_q"); if (box) { box.focus(); box.select(); } },
    "?": () => { const help = find("#keys"); if (help) help.showModal(); },
  };

  const typing = (element) =>
    element.isContentEditable || element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat && event.target.matches('textarea[name="reason"]')) {
      event.preventDefault();
      sendReason(event.target);
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
    const element = document.activeElement || document.body;
    if (event.key === "Escape" && typing(element) && element.closest("main.review")) {
      event.preventDefault(); // a browser would clear the search field
      leaveField(element);
      return;
    }
    if (!find("#claim") || find("dialog[open]") || typing(element) || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#help-button")) keys["?"]();
    const link = event.target.closest("a[data-figure]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const figure = document.getElementById(link.dataset.figure);
      if (figure) { event.preventDefault(); goTo(figure); }
    }
    const source = event.target.closest("a.open-source");
    if (source) markCurrent(source.closest("article.figure"));
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // --- what a swap must not lose -------------------------------------------

  const fields = (root) => all("textarea[id], input[id]:not([type=hidden], [type=radio], [type=checkbox])", root);
  // What a refused form gives back in its text stands there as its default, and was typed all the same.
  const isTyped = (field) => field.value !== field.defaultValue || field.matches("textarea") && Boolean(field.value);
  let kept = null;
  let late = [];

  function give(id, value) {
    const field = document.getElementById(id);
    if (field && !field.value) { field.value = value; unfold(field); }
    return Boolean(field);
  }

  // The fields of a fold that is loaded when it is unfolded get theirs once they are there.
  function giveBack(values) {
    late = values.filter(([id, value]) => !give(id, value));
    for (const [id] of late) {
      const fold = document.getElementById(`${id.split("-")[0]}-more`);
      if (fold) fold.open = true;
    }
  }

  document.addEventListener("htmx:afterSettle", () => { late = late.filter(([id, value]) => !give(id, value)); });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    const fragment = !/^\s*<!doctype/i.test(xhr.responseText);
    if (!fragment || xhr.status >= 500) {
      event.detail.shouldSwap = false;
      say(document.body.dataset[whatFailed(xhr)]);
      return;
    }
    if (target.id !== "claim") return;
    const sent = requestConfig && requestConfig.elt && requestConfig.elt.closest("form.deciding, form.correcting");
    const focused = document.activeElement && document.activeElement.closest("#claim article.figure");
    const act = Boolean(sent);
    kept = {
      act,
      title: (find("#claim-title") || {}).textContent,
      figure: focused ? focused.id : "",
      inClaim: Boolean(document.activeElement && document.activeElement.closest("#claim")),
      values: fields(target).filter((field) => isTyped(field) && !(sent && sent.contains(field)))
        .map((field) => [field.id, field.value]),
    };
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (!kept || event.detail.target.id !== "claim" && event.detail.elt.id !== "claim") return;
    const { act, figure, inClaim, values } = kept;
    kept = null;
    giveBack(values);
    if (document.activeElement && document.activeElement !== document.body) return;
    const card = figure && document.getElementById(figure);
    if (card) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
    else if (act || inClaim) { const title = find("#claim-title"); if (title) title.focus({ preventScroll: true }); }
  });

  // The open claim's row is in view in a queue that scrolls by itself; the page does not move for it.
  function showOpenRow() {
    const row = find('#queue a[aria-current="true"]');
    for (const box of all("#queue .claims, .queue-pane")) {
      if (!row || box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible") continue;
      const inner = row.getBoundingClientRect();
      const outer = box.getBoundingClientRect();
      if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + 8;
      else if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top + 8;
    }
  }

  // --- when something fails ------------------------------------------------

  function whatFailed(xhr) {
    if (xhr.getResponseHeader("X-Page-Expired")) return "expired";
    return { 403: "forbidden", 503: "unavailable" }[xhr.status] || "failed";
  }

  function say(words) {
    const box = find("#messages");
    const line = document.createElement("p");
    line.className = "message error";
    line.textContent = words;
    box.replaceChildren(line);
  }

  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
  document.addEventListener("htmx:timeout", () => say(document.body.dataset.offline));

  // A session that has ended leads to the sign-in page and back, a page too old is loaded again: what was typed waits.
  function keepTyped() {
    const values = fields(document).filter(isTyped).map((field) => [field.id, field.value]);
    sessionStorage.setItem(TYPED, JSON.stringify({ path: location.pathname, values }));
  }

  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401 || xhr.getResponseHeader("X-Page-Expired")) keepTyped();
  });
  document.addEventListener("dealdesk:leaving", keepTyped);

  function restoreTyped() {
    const stored = JSON.parse(sessionStorage.getItem(TYPED) || "null");
    if (!stored || stored.path !== location.pathname) return;
    sessionStorage.removeItem(TYPED);
    giveBack(stored.values);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const help = find("#help-button");
    if (help) help.hidden = false;
    restoreTyped();
    showOpenRow();
  });
  document.addEventListener("htmx:afterSettle", showOpenRow);
})();
