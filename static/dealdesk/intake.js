// Adding sources: each file, text or address is sent on its own and then read stage by stage; the server says how far
// it is. Without this script the same forms are sent whole.
"use strict";

(() => {
  const root = document.querySelector(".intake");
  const progress = document.querySelector("#intake-progress");
  if (!root || !progress) return;
  const list = progress.querySelector("ol.sending");
  const onwards = progress.querySelector(".go-on a");
  const said = document.querySelector("#intake-said");
  const STEPS = { sending: 0, sent: 1, read: 2, ready: 4, refused: 4 };
  const queue = [];
  let busy = false;
  let staged = false;

  // --- one line for each thing that is sent ---------------------------------

  function line(name) {
    const item = document.createElement("li");
    const title = document.createElement("span");
    title.className = "name";
    title.textContent = name;
    const bar = document.createElement("progress");
    bar.max = 4;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    const words = document.createElement("span");
    words.className = "said";
    item.append(title, bar, words);
    list.append(item);
    progress.hidden = false;
    return item;
  }

  function show(item, stage, words, name) {
    item.className = stage;
    item.querySelector("progress").value = STEPS[stage] || 0;
    item.querySelector(".said").textContent = words;
    if (name) item.querySelector(".name").textContent = name;
    if (stage === "ready" || stage === "refused") said.textContent = `${item.querySelector(".name").textContent}: ${words}`;
  }

  // --- sending --------------------------------------------------------------

  // XMLHttpRequest, since only it tells how much of a file has been sent.
  function post(address, data, onSent) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "text";
      if (onSent) request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) onSent(event.loaded / event.total); });
      request.addEventListener("load", () => {
        try { resolve(JSON.parse(request.responseText)); }
        catch { resolve({ stage: "refused", said: root.dataset.broken }); }
      });
      request.addEventListener("error", () => resolve({ stage: "refused", said: root.dataset.broken }));
      request.send(data);
    });
  }

  const token = () => root.querySelector("input[name=csrfmiddlewaretoken]").value;

  async function take({ item, address, data, form }) {
    const bar = item.querySelector("progress");
    show(item, "sending", root.dataset.sending);
    let answer = await post(address, data, (share) => { bar.value = share; });
    while (answer.next) {
      show(item, answer.stage, root.dataset[answer.stage] || answer.said, answer.name);
      const again = new FormData();
      again.append("csrfmiddlewaretoken", token());
      answer = await post(answer.next, again);
    }
    show(item, answer.stage, answer.said, answer.name);
    if (answer.name) staged = true;
    if (answer.stage === "ready" && form) form.reset();
  }

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.length) await take(queue.shift());
    busy = false;
    if (!staged) return;
    onwards.hidden = false;  // not before: leaving the page would break off what is still being sent
    onwards.focus();
  }

  function send(name, form, data, clear) {
    const item = line(name);
    queue.push({ item, address: form.action, data, form: clear ? form : null });
  }

  function sendFiles(form, files) {
    for (const file of files) {
      if (file.size > Number(root.dataset.largest) * 1e6) {
        show(line(file.name), "refused", root.dataset.tooLarge);
        continue;
      }
      const data = new FormData();
      data.append("csrfmiddlewaretoken", token());
      data.append("files", file);
      send(file.name, form, data, false);
    }
    form.reset();
    work();
  }

  for (const form of root.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const files = form.querySelector("input[type=file]");
      if (files) { sendFiles(form, [...files.files]); return; }
      const data = new FormData(form);
      send(data.get("address") || data.get("title") || String(data.get("text")).trim().slice(0, 60), form, data, true);
      work();
    });
  }

  // --- dropping -------------------------------------------------------------

  const form = root.querySelector("form.files");
  const drop = form.querySelector(".drop");
  const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
  // A file that misses the field must not replace the page.
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => { if (holdsFiles(event)) event.preventDefault(); });
  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { if (holdsFiles(event)) drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => { if (holdsFiles(event)) sendFiles(form, [...event.dataTransfer.files]); });
})();
