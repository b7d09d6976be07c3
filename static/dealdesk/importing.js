// Importing what was checked: the same form is sent again until nothing of it is left, a few sources each time. What was
// stored is whole whenever this stops. Without this script the page asks for each further part.
"use strict";

(() => {
  const form = document.querySelector("form.checking");
  const told = document.querySelector("#importing");
  if (!form || !told) return;
  const bar = told.querySelector("progress");
  const words = told.querySelector("p");
  const chosen = () => form.querySelectorAll("input[type=checkbox][name$=-chosen]:checked").length;

  function say(text) { words.textContent = text; }

  function lock(is) {
    for (const button of form.querySelectorAll("button")) button.disabled = is;
    form.setAttribute("aria-busy", String(is));
  }

  async function send(data) {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return answer.ok && isJson ? answer.json() : { status: answer.status };
  }

  async function importAll() {
    const data = new FormData(form);
    data.set("import", "1");
    const all = chosen();
    told.hidden = false;
    bar.max = all;
    bar.removeAttribute("value");
    say(told.dataset.begun);
    lock(true);
    told.scrollIntoView({ block: "nearest" });
    let left = all;
    while (left) {
      const answer = await send(data).catch(() => ({ status: 0 }));
      if (answer.left === undefined) {
        lock(false);
        if (answer.status === 422) { form.submit(); return; }
        told.classList.add("broken");
        say(told.dataset.broken);
        form.querySelector("button[name=import]").focus();
        return;
      }
      left = answer.left;
      bar.value = all - left;
      say(told.dataset.done.replace("{done}", all - left).replace("{all}", all));
      if (!left) window.location.assign(answer.next);
      if (answer.wait) {  // a worker does it
        data.set("asked", "1");
        await new Promise((resolve) => { setTimeout(resolve, answer.wait); });
      }
    }
  }

  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.name !== "import") return;
    if (chosen() < ("queued" in told.dataset ? 1 : 2)) return;
    event.preventDefault();
    told.classList.remove("broken");
    importAll();
  });
})();
