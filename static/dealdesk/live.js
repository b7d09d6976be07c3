// What others do in the dossier appears without a reload, and disturbs nobody: a claim that is being worked on is
// left as it is, with a line that says what happened. Nothing is ever decided here.
"use strict";

(() => {
  const BEAT = 4000; // between two questions, in milliseconds
  const IDLE_BEAT = 15000; // where nobody has touched the page for IDLE_AFTER
  const IDLE_AFTER = 120000;
  const SLOWEST = 60000; // where the desk cannot be reached
  const PATIENCE = 10000; // for one answer
  const REST = 1000; // a pointer that lay still for so long is aimed at nothing
  const AIMED = 500; // a press so soon after a change was aimed at what stood there before
  const LINES = 3;
  const SHOWN = 15000; // how long a line stays that asks for nothing

  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);

  let timer = 0;
  let failures = 0;
  let over = false;
  let touched = Date.now();
  let pointed = 0;
  const changed = { claim: 0, queue: 0 };
  let hushing = 0;

  // --- the rhythm ----------------------------------------------------------

  function usual() {
    const pace = Date.now() - touched > IDLE_AFTER ? IDLE_BEAT : BEAT;
    return Math.min(pace * 2 ** failures, SLOWEST) * (0.9 + Math.random() * 0.2);
  }

  function schedule(delay) {
    clearTimeout(timer);
    if (!over && !document.hidden && byId("live")) timer = setTimeout(beat, delay);
  }

  const requesting = () => Boolean(find(".htmx-request"));

  // The figure that is current here is to be current in the answer too.
  function address(place) {
    const url = new URL(place.dataset.url, location.href);
    const open = find('#claim article.figure[aria-current="true"]');
    if (open) url.searchParams.set("figure", open.id.slice(1));
    return url;
  }

  async function beat() {
    const place = byId("live");
    if (!place || requesting()) return schedule(BEAT / 4);
    try {
      const answer = await fetch(address(place), {
        headers: { "HX-Request": "true", "If-None-Match": `"${place.dataset.state}"` },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 401) return end();
      if (answer.status === 403 || answer.status === 404) { over = true; return undefined; }
      if (answer.status === 200) await take(place, await answer.text());
      failures = answer.ok || answer.status === 304 ? 0 : failures + 1;
    } catch {
      failures += 1;
    }
    tellAges();
    return schedule(usual());
  }

  // The session has ended: say so once, and keep what is typed for the way back.
  function end() {
    over = true;
    const words = document.importNode(byId("session-ended").content, true);
    const link = find("a", words);
    link.search = new URLSearchParams({ next: location.pathname + location.search });
    link.addEventListener("click", () => document.dispatchEvent(new Event("dealdesk:leaving")));
    byId("messages").replaceChildren(words);
  }

  // --- what must not be disturbed ------------------------------------------

  const isChosen = (select) => select.selectedIndex !== Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));

  const isTyped = (field) =>
    field.matches("textarea") ? Boolean(field.value)
      : field.matches("select") ? isChosen(field)
        : field.matches("[type=radio], [type=checkbox]") ? field.checked !== field.defaultChecked
          : !field.matches("[type=hidden]") && field.value !== field.defaultValue;

  const hasFocus = (part) => part.contains(document.activeElement) && document.activeElement.id !== "claim-title";

  function isSelected(part) {
    const selection = getSelection();
    return !selection.isCollapsed && part.contains(selection.anchorNode);
  }

  function isInUse(claim) {
    return hasFocus(claim) || isSelected(claim) || Boolean(find("details[open], .refused, [aria-invalid=true]", claim))
      || all("textarea, select, input", claim).some(isTyped);
  }

  // Figures do not move under a pointer that is on its way to one of them.
  async function pointerRests() {
    for (let waits = 0; waits < 20; waits += 1) {
      if (Date.now() - pointed > REST) return true;
      await new Promise((done) => { setTimeout(done, REST / 4); });
    }
    return false;
  }

  // What is in view of the claim stays where it is while what stands above it grows or shrinks.
  function steadily(act) {
    const pane = find(".claim-pane");
    const scrolls = ["auto", "scroll"].includes(getComputedStyle(pane).overflowY);
    const box = scrolls ? pane : document.scrollingElement;
    const top = scrolls ? pane.getBoundingClientRect().top : 0;
    const mark = all("#claim > [id], #claim section[id], #claim article.figure").find((part) => part.getBoundingClientRect().top >= top);
    const before = mark && mark.getBoundingClientRect().top;
    const list = find("#queue .claims");
    const scrolled = list ? list.scrollTop : 0;
    act();
    if (find("#queue .claims")) find("#queue .claims").scrollTop = scrolled;
    const after = mark && byId(mark.id);
    if (after && box.scrollTop) box.scrollTop += after.getBoundingClientRect().top - before;
  }

  // --- taking in what is new -----------------------------------------------

  function put(fresh) {
    const old = fresh && byId(fresh.id);
    if (!old || old.isEqualNode(fresh)) return false;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    window.htmx.process(fresh);
    if (focused && byId(focused)) byId(focused).focus({ preventScroll: true });
    return true;
  }

  function putMarks(fresh) {
    for (const place of all(".row-here")) {
      const marks = all(`[data-mark="${place.dataset.claim}"]`, fresh);
      if (marks.map((mark) => mark.title).join() !== all("[data-mark]", place).map((mark) => mark.title).join()) place.replaceChildren(...marks);
    }
  }

  async function take(place, text) {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const claim = fresh.getElementById("claim");
    const rests = !claim || await pointerRests();
    if (byId("live") !== place || requesting()) return; // the editor has moved on meanwhile
    const state = fresh.getElementById("live");
    const waits = Boolean(claim) && (!rests || state.dataset.claim !== place.dataset.claim || isInUse(byId("claim")));
    const list = fresh.getElementById("comment-list");
    const marked = Boolean(fresh.getElementById("queue"));
    steadily(() => {
      for (const id of ["who", "with-you", "chips", "progress"]) put(fresh.getElementById(id));
      if (put(fresh.getElementById("queue"))) changed.queue = Date.now();
      if (!marked) putMarks(fresh);
      if (claim && !waits && put(claim)) changed.claim = Date.now();
      else if (list && byId("comment-list") && !byId("comment-list").contains(document.activeElement)) put(list);
    });
    place.dataset.state = state.dataset.state;
    tell(all("#news .happening", fresh), waits, Boolean(claim) && !waits);
  }

  // --- saying what happened ------------------------------------------------

  function tell(lines, waits, shown) {
    const box = byId("happened");
    const show = byId("show-news");
    if (shown && show) show.hidden = true;
    if (shown) byId("happenings").replaceChildren();
    if (waits && show) show.hidden = false;
    if (!lines.length) { if (shown) box.hidden = true; return; }
    byId("happenings").prepend(...lines.reverse());
    for (const old of all(".happening", box).slice(LINES)) old.remove();
    box.hidden = false;
    byId("heard").textContent = lines.map((line) => line.textContent.trim().replace(/\s+/g, " ")).join(". ");
    tellAges();
    clearTimeout(hushing);
    if (!show || show.hidden) hushing = setTimeout(() => { byId("happened").hidden = byId("show-news").hidden; }, SHOWN);
  }

  function tellAges() {
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" });
    for (const time of all("#happenings time")) {
      const seconds = Math.max(1, Math.round((Date.now() - Date.parse(time.dateTime)) / 1000));
      time.textContent = seconds < 90 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
    }
  }

  // --- the editor ----------------------------------------------------------

  function aimedAt(event) {
    if (event.type === "keydown") return "cxz".includes(event.key) && !event.target.matches("textarea, input, select") ? "claim" : "";
    const part = event.detail && event.target.closest("#claim, #queue");
    return part ? part.id : "";
  }

  function refuseWhatWasAimedBefore(event) {
    if (!event.isTrusted || !(event.target instanceof Element)) return;
    const part = aimedAt(event);
    if (!part || Date.now() - changed[part] > AIMED) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  window.addEventListener("click", refuseWhatWasAimedBefore, true);
  window.addEventListener("keydown", refuseWhatWasAimedBefore, true);

  for (const kind of ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"]) {
    window.addEventListener(kind, (event) => {
      const wasIdle = Date.now() - touched > IDLE_AFTER;
      touched = Date.now();
      if (kind !== "keydown" && event.target instanceof Element && event.target.closest(".claim-pane")) pointed = touched;
      if (wasIdle) schedule(0);
    }, { passive: true });
  }

  document.addEventListener("visibilitychange", () => schedule(0));
  document.addEventListener("htmx:afterSettle", () => schedule(BEAT / 4));
  window.addEventListener("online", () => { failures = 0; schedule(0); });
  window.addEventListener("pageshow", () => schedule(BEAT / 4));
})();
