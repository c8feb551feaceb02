/* Forms: what somebody writes is sent to its act, and what is to be mended is said beside the field. */
(function () {
  const root = document.documentElement;
  const LONGEST = 960000; // a new time zone counts the whole past again
  const TYPING = 400;
  const SLOW = 800;

  /* What a form holds, by the names of its fields: as it is, or as it was kept. */
  function held(form, kept) {
    const found = {};
    for (const many of form.querySelectorAll("fieldset[data-many]")) found[many.dataset.many] = [];
    for (const one of form.elements) {
      if (!one.name || one.disabled) continue;
      if (one.type === "checkbox") {
        const on = kept ? one.defaultChecked : one.checked;
        if (!("many" in one.dataset)) found[one.name] = on;
        else if (on) found[one.name].push(one.value);
      } else if (one.tagName === "SELECT") {
        const options = [...one.options];
        const before = options.find((option) => option.defaultSelected) || options[0];
        found[one.name] = kept ? before?.value ?? "" : one.value;
      } else found[one.name] = kept ? one.defaultValue : one.value;
    }
    for (const pick of form.querySelectorAll("co-pick")) found[pick.name] = kept ? pick.kept : pick.values;
    return found;
  }

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const always = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"][data-always]`);

  function changed(form) {
    const [now, before] = [held(form), held(form, true)];
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, before[name])));
  }

  function asked(form) {
    const now = held(form);
    if (!("changes" in form.dataset)) return now;
    const goes = Object.entries(now).filter(([name]) => always(form, name));
    return { ...Object.fromEntries(goes), ...changed(form), ...seen.get(form) };
  }

  /* What somebody had before their eyes when they began: a page goes on changing while one thinks. */
  const seen = new WeakMap();
  function note(form, dirty) {
    if (!dirty) return seen.delete(form);
    if (seen.has(form)) return;
    const hidden = [...form.querySelectorAll("[data-seen]")];
    seen.set(form, Object.fromEntries(hidden.map((one) => [one.name, one.value])));
  }

  /* A select says by itself which option was kept only once it was drawn so. */
  function keep(form) {
    for (const one of form.elements) {
      if (one.type === "checkbox") one.defaultChecked = one.checked;
      else if (one.tagName === "SELECT") for (const option of one.options) option.defaultSelected = option.selected;
      else if ("defaultValue" in one && one.type !== "hidden") one.defaultValue = one.value;
    }
    for (const pick of form.querySelectorAll("co-pick")) pick.keep();
    form.reset();
  }

  /* What is to be mended */
  const field = (form, name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);

  function mend(form, name, words) {
    const place = field(form, name);
    if (!place) return false;
    place.querySelector(".field-problem").textContent = words;
    place.toggleAttribute("data-wrong", Boolean(words));
    for (const one of place.querySelectorAll("input, select, textarea"))
      words ? one.setAttribute("aria-invalid", "true") : one.removeAttribute("aria-invalid");
    return true;
  }

  function say(form, words) {
    const place = form.querySelector(".form-problem");
    if (place) place.textContent = words;
  }

  function clear(form) {
    for (const place of form.querySelectorAll("[data-wrong]")) mend(form, place.dataset.field, "");
    say(form, "");
  }

  function wrong(one) {
    if (one.tagName === "CO-PICK") return one.dataset.mend && !one.values.length ? one.dataset.mend : "";
    if (!one.willValidate || one.checkValidity()) return "";
    return one.dataset.mend || one.validationMessage;
  }

  /* Every field is looked at, and the first that is wrong is gone to. */
  function right(form) {
    let first = null;
    for (const one of [...form.elements, ...form.querySelectorAll("co-pick")]) {
      const place = one.closest("[data-field]");
      const words = place && wrong(one);
      if (!words) continue;
      mend(form, place.dataset.field, words);
      first = first || one;
    }
    focus(first);
    return !first;
  }

  function focus(one) {
    const target = one && one.tagName === "CO-PICK" ? one.querySelector("input") : one;
    if (!target) return;
    const closed = target.closest("details:not([open])");
    if (closed) closed.open = true;
    target.focus();
  }

  /* How much was changed */
  function look(form) {
    if (!("changes" in form.dataset)) return;
    const names = Object.keys(changed(form));
    const changes = names.filter((name) => !form.elements[name]?.closest?.("[data-aside]")).length;
    form.toggleAttribute("data-dirty", changes > 0);
    note(form, changes > 0);
    count(form, changes ? `${changes} unsaved ${changes === 1 ? "change" : "changes"}` : "");
    for (const place of form.querySelectorAll("[data-field]")) {
      const name = place.dataset.field;
      place.toggleAttribute("data-changed", names.includes(name));
    }
    foresee(form, changes);
  }

  function count(form, words) {
    const place = form.querySelector(".form-count");
    if (place) place.textContent = words;
  }

  const foreseen = new WeakMap(); // the number of the last question of each form
  function foresee(form, changes) {
    const { preview, previewAt } = form.dataset;
    if (!preview) return;
    const turn = (foreseen.get(form) || 0) + 1;
    foreseen.set(form, turn);
    if (!changes) return dash_clientside.set_props(previewAt, { children: [] });
    setTimeout(async () => {
      if (foreseen.get(form) !== turn || !form.isConnected) return;
      const told = await post(preview, changed(form));
      if (foreseen.get(form) !== turn) return;
      dash_clientside.set_props(previewAt, { children: (!told.error && told.parts.preview) || [] });
    }, TYPING);
  }

  const show = (parts) => {
    for (const [id, children] of Object.entries(parts || {})) dash_clientside.set_props(id, { children });
  };

  /* Sending */
  const GONE = "The program does not answer. What you wrote is still here: try again in a moment.";

  const ENDED = "Your visit has ended: log in again in another tab, then save. What you wrote is still here.";

  async function post(address, given) {
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(given),
        signal: AbortSignal.timeout(LONGEST),
      });
      const ours = answer.headers.get("Content-Type")?.includes("json");
      return ours ? await answer.json() : { error: { words: answer.status === 401 ? ENDED : GONE } };
    } catch {
      return { error: { words: GONE } };
    }
  }

  async function send(form) {
    if ("busy" in form.dataset) return;
    clear(form);
    if (!right(form)) return;
    form.dataset.busy = "";
    const patience = setTimeout(() => count(form, "Saving\u2026"), SLOW);
    const told = await post(form.dataset.act, asked(form));
    clearTimeout(patience);
    delete form.dataset.busy;
    count(form, "");
    look(form);
    if (told.error) return refused(form, told.error);
    done(form, told);
  }

  function refused(form, { field: name, words, who, stale }) {
    if (stale) seen.delete(form); // told that it changed, they may decide
    if (who) return askWho(form);
    if (name && mend(form, name, words)) return focus(field(form, name).querySelector("input, select, textarea"));
    say(form, words);
  }

  function done(form, told) {
    if ("changes" in form.dataset) keep(form);
    const within = form.closest("dialog");
    if (within) {
      form.reset();
      within.close();
    }
    show(told.parts);
    if (told.said) toast(told.said, told.undo, form.dataset.act);
    if (told.goes) return go(told.goes);
    again();
  }

  const again = () => dash_clientside.set_props("pulse", { data: Date.now() });

  function go(href) {
    if (!/^\/(?![\/\\])/.test(href)) return;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  }

  /* Whoever changes something without having said who they are is asked here, and then it is sent. */
  function askWho(form) {
    const place = form.querySelector(".form-problem");
    const label = Object.assign(document.createElement("label"), { className: "ask-who" });
    label.append("First say who you are: what you change is signed with your name.");
    const input = Object.assign(document.createElement("input"), { maxLength: 64, placeholder: "Your name" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small" });
    button.textContent = "That\u2019s me";
    label.append(input);
    place.replaceChildren(label, button);
    input.focus();
    const tell = async () => {
      const name = input.value.trim();
      if (!name) return input.focus();
      const guild = new URL(form.dataset.act, location.origin).searchParams.get("guild");
      if (!(await introduced(name, guild))) return say(form, "That name was not accepted: use 1 to 64 letters.");
      dash_clientside.set_props("who-said", { data: Date.now() });
      send(form);
    };
    button.addEventListener("click", tell);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      tell();
    });
  }

  async function introduced(name, guild) {
    const body = JSON.stringify({ name, guild });
    try {
      return (await fetch("/who", { method: "POST", headers: { "Content-Type": "application/json" }, body })).ok;
    } catch {
      return false;
    }
  }

  /* What was done, for some seconds, and the way back from it */
  let leaving = null;
  function toast(words, undo, act) {
    let box = document.getElementById("toast");
    if (!box) {
      box = Object.assign(document.createElement("div"), { id: "toast", className: "toast" });
      box.setAttribute("role", "status");
      document.body.append(box);
      for (const kind of ["pointerenter", "focusin"]) box.addEventListener(kind, () => clearTimeout(leaving));
      box.addEventListener("pointerleave", () => (leaving = setTimeout(hide, 4000)));
    }
    const said = Object.assign(document.createElement("span"), { textContent: words });
    box.replaceChildren(said, ...(undo ? [back(undo, act)] : []));
    box.dataset.shown = "";
    clearTimeout(leaving);
    leaving = setTimeout(hide, undo ? 12000 : 6000);
  }
  const hide = () => delete document.getElementById("toast")?.dataset.shown;

  function back(undo, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Undo" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const told = await post(`/do/${undo.act}${new URL(act, location.origin).search}`, undo.given);
      toast(told.error ? told.error.words : told.said);
      if (!told.error) again();
    });
    return button;
  }

  /* What is kept changed, by somebody else or by this form: a field that nobody wrote into follows. */
  new MutationObserver((changes) => {
    for (const { target: one, attributeName, oldValue } of changes) {
      if (!one.form?.dataset.act) continue;
      if (attributeName === "checked" && one.checked === (oldValue !== null)) one.checked = one.defaultChecked;
      else if (attributeName === "value" && one.type !== "checkbox" && one.value === (oldValue ?? "")) one.value = one.defaultValue;
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["value", "checked"], attributeOldValue: true });

  /* What the page's own elements say */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    send(form);
  });
  for (const kind of ["input", "change"])
    document.addEventListener(kind, (event) => {
      const form = event.target.closest("form[data-act]");
      if (!form) return;
      const place = event.target.closest("[data-field]");
      if (place && "wrong" in place.dataset) mend(form, place.dataset.field, "");
      const must = event.target.dataset.must;
      if (must) form.querySelector("[type=submit]").disabled = event.target.value.trim() !== must;
      look(form);
    });
  /* Left with something that will not do: it is said at once, not at the end. */
  document.addEventListener("focusout", (event) => {
    const form = event.target.closest?.("form[data-act]");
    const place = event.target.closest?.("[data-field]");
    if (!form || !place || !event.target.value || event.target.dataset.must) return;
    const words = wrong(event.target);
    if (words) mend(form, place.dataset.field, words);
  });
  document.addEventListener("reset", (event) => {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    for (const pick of form.querySelectorAll("co-pick")) pick.reset();
    setTimeout(() => {
      clear(form);
      const locked = form.querySelector("[data-must]");
      if (locked) form.querySelector("[type=submit]").disabled = true;
      look(form);
    }, 0);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.target.closest("form[data-act]")?.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]");
    if (opens) return open(document.getElementById(opens.dataset.opens));
    const closes = event.target.closest("[data-closes]");
    if (closes?.closest(".form-foot")) closes.closest("form").reset(); // Cancel, unlike the cross, means it
    if (closes) closes.closest("dialog")?.close();
    else if (event.target.tagName === "DIALOG" && event.target.open && outside(event)) event.target.close();
  });

  function open(dialog) {
    if (!dialog || dialog.open) return;
    // A draft that was left by a slip is still there; a word that unlocks something is typed anew each time.
    for (const form of dialog.querySelectorAll("form"))
      if (form.querySelector("[data-must]") || !Object.keys(changed(form)).length) form.reset();
    dialog.showModal();
    focus(dialog.querySelector("form :is(input:not([type=hidden]), select, textarea)"));
  }

  function outside({ target, clientX, clientY }) {
    const box = target.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
  }

  /* What was not saved is not lost by a slip. */
  const unsaved = () => document.querySelector("form[data-dirty]");
  window.addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
  window.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      const beside = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (!link || beside || link.target === "_blank" || link.hash || !unsaved()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      askToLeave(link);
    },
    true
  );

  function askToLeave(link) {
    const button = (words, kind, then) => {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: kind });
      made.addEventListener("click", () => (dialog.close(), then()));
      return made;
    };
    const dialog = Object.assign(document.createElement("dialog"), { className: "dialog", id: "leaving" });
    const title = Object.assign(document.createElement("h2"), { textContent: "Leave without saving?", id: "leaving-title" });
    const words = "What you changed here is not saved. It is lost when you leave this page.";
    const said = Object.assign(document.createElement("p"), { textContent: words, className: "dialog-said" });
    const head = Object.assign(document.createElement("div"), { className: "dialog-head" });
    const foot = Object.assign(document.createElement("div"), { className: "form-foot" });
    const leave = () => {
      for (const form of document.querySelectorAll("form[data-dirty]")) {
        form.reset();
        form.removeAttribute("data-dirty");
      }
      link.click();
    };
    dialog.setAttribute("aria-labelledby", title.id);
    head.append(title);
    foot.append(button("Leave", "button quiet", leave), button("Stay here", "button", () => {}));
    dialog.append(head, said, foot);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    foot.lastChild.focus();
  }

  window.community_os_forms = { post };
})();
