/* What only the browser can do: look again, say who is looking, and notice that the program is gone. */
(function () {
  const root = document.documentElement;
  const LATER = "community-os-who-later";
  let timer = null;
  let focused = null;
  root.dataset.path = location.pathname;

  /* An answer replaces the page: whoever was on one of its controls stays on it. */
  document.addEventListener("focusin", (event) => {
    focused = event.target.closest("#page") ? event.target.id : null;
  });
  function keepFocus() {
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus();
  }

  /* Whether the question who is looking is open, for whoever cannot see it. */
  function sayOpen() {
    const open = Boolean(document.querySelector(".who-card")?.checkVisibility());
    document.getElementById("who-open")?.setAttribute("aria-expanded", String(open));
  }

  /* On a telephone the pages are a strip that is wider than the screen: the one that is shown is in sight. */
  let strip = null;
  function showTab() {
    const side = document.querySelector(".side");
    const tab = side?.querySelector(".nav-link[aria-current]");
    if (!tab || strip === location.pathname) return;
    strip = location.pathname;
    const [outer, inner] = [side.getBoundingClientRect(), tab.getBoundingClientRect()];
    side.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }

  function lookAgain() {
    clearTimeout(timer);
    dash_clientside.set_props("pulse", { data: Date.now() });
  }

  /* The next look is planned when the last one has answered: looks never pile up. */
  function settle(seen) {
    if (!seen) return dash_clientside.no_update;
    document.title = `${seen.title} · Community OS`;
    for (const wait of [0, 80, 300]) setTimeout(() => (keepFocus(), sayOpen(), showTab()), wait); // React draws when it can
    document.dispatchEvent(new CustomEvent("community-os-settled", { detail: seen }));
    plan(seen.next);
    return seen.looks;
  }

  /* With a live feed a page that rests needs no looks: they begin again when the feed is lost. */
  const RESTING = 30000;
  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (wait >= RESTING && root.dataset.live === "live") plan(wait);
      else if (document.hidden) document.addEventListener("visibilitychange", lookAgain, { once: true });
      else lookAgain();
    }, wait);
  }

  /* The same as adapters/dash_ui/names.py: no control characters, and nothing that turns the words around. */
  function legible(name) {
    const shown = name.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").replace(/[\u202a-\u202e\u2066-\u206f]/g, "").trim();
    return /[^\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(shown) ? shown : "";
  }

  async function sayWho(clicks, submits, name, seen) {
    const same = dash_clientside.no_update;
    if (!clicks && !submits) return [same, same];
    const said = legible(name || "");
    if (!said) return [same, "Write your name first."];
    try {
      const answer = await fetch("/who", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ name: said, guild: (seen && seen.guild) || null }),
      });
      if (!answer.ok) return [same, "That name was not accepted: use 1 to 64 letters."];
    } catch {
      return [same, "The program does not answer; try again in a moment."];
    }
    delete root.dataset.who;
    return [Date.now(), ""];
  }

  try {
    if (sessionStorage.getItem(LATER)) root.dataset.who = "later";
  } catch {}
  function whoLater() {
    root.dataset.who = "later";
    try {
      sessionStorage.setItem(LATER, "1");
    } catch {}
    document.getElementById("who-open")?.focus();
    sayOpen();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#who-later")) whoLater();
    else if (event.target.closest("#who-open")) {
      if (document.querySelector(".who-card")?.checkVisibility()) return whoLater();
      root.dataset.who = "open";
      document.getElementById("who-name")?.focus();
      sayOpen();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.querySelector(".who-card")?.checkVisibility()) return;
    if (event.target.closest("#who, #who-open")) whoLater();
  });

  /* Away and back: while the program itself is gone, its health is asked for every two seconds. */
  const ask = window.fetch.bind(window);
  const GONE = new Set([502, 503, 504]);

  async function untilBack() {
    if (root.dataset.link) return;
    root.dataset.link = "down";
    for (;;) {
      await new Promise((wake) => setTimeout(wake, 2000));
      try {
        if ((await ask("/healthz", { cache: "no-store" })).ok) break;
      } catch {}
    }
    delete root.dataset.link;
    document.dispatchEvent(new CustomEvent("community-os-back"));
    lookAgain();
  }

  window.fetch = async function (...request) {
    try {
      const answer = await ask(...request);
      // What speaks JSON is the program itself, of a database that is away.
      if (GONE.has(answer.status) && !answer.headers.get("Content-Type")?.includes("json")) untilBack();
      return answer;
    } catch (problem) {
      if (!(problem && problem.name === "AbortError")) untilBack();
      throw problem;
    }
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, { shell: { settle, sayWho } });
})();
