/* The live feed: what changes on the page arrives by itself, and a lost connection comes back by itself. */
(function () {
  const root = document.documentElement;
  const WORDS = { live: "Live", lost: "Reconnecting", paused: "Paused", off: "Every 30 s" };
  const TOLD = {
    live: "This page changes by itself",
    lost: "The connection was lost; it is tried again",
    paused: "Paused while nobody looks",
    off: "There is no live connection: this page looks for news every 30 seconds",
  };
  const SILENCE = 40000; // the server says something every 15 seconds
  const HIDDEN_FOR = 10000;
  const BETWEEN_LOOKS = 5000;
  const FULL = 4429;
  const NONSENSE = 4400;

  let seen = null; // what the page shows, as its last answer said
  let here = null; // the address at which it showed that
  let shown = null; // how far the feed has been drawn: epoch, seq and mark
  let turn = 0; // of the words that say so
  let heard = 0; // the last of them that the server has answered: what comes before is of an older page
  let touched = false; // whether the feed has changed anything since the page last said what it shows
  let socket = null;
  let tries = 0;
  let retry = null;
  let silence = null;
  let hiding = null;
  let lookedAt = 0;
  let work = Promise.resolve();
  const held = new Map(); // charts under the pointer wait until it leaves

  function say(state) {
    const sign = document.getElementById("bar-live");
    if (!sign || root.dataset.live === state) return;
    root.dataset.live = state;
    sign.title = TOLD[state];
    dash_clientside.set_props("live-words", { children: WORDS[state] });
  }

  const address = () => location.pathname + location.search;

  function hello() {
    if (!seen || !socket || socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ place: seen.href, outline: seen.outline, turn, ...shown }));
  }

  /* Every answer of a page says anew what it shows. */
  document.addEventListener("community-os-settled", (event) => {
    if (!document.getElementById("bar-live")) return;
    seen = event.detail.good ? event.detail : null;
    here = address();
    turn += 1;
    // What the feed drew meanwhile may be older than this page: then nothing is sure, and all is sent again.
    shown = { epoch: "", seq: 0, mark: touched ? "" : event.detail.mark };
    touched = false;
    held.clear();
    if (socket) hello();
    else if (seen && !retry) connect();
  });

  function connect() {
    clearTimeout(retry);
    retry = null;
    if (socket || !seen || document.hidden) return;
    const mine = (socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/live`));
    mine.binaryType = "arraybuffer";
    heard = 0;
    mine.onopen = () => {
      alive();
      hello();
    };
    mine.onmessage = (event) => {
      alive();
      work = work.then(() => take(mine, event.data)).catch((problem) => console.warn("live feed", problem));
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      clearTimeout(silence);
      socket = null;
      lost(event.code);
    };
  }

  /* A connection that says nothing is none, whatever the browser believes. */
  function alive() {
    clearTimeout(silence);
    silence = setTimeout(drop, SILENCE);
  }

  function drop() {
    const mine = socket;
    if (!mine) return;
    socket = null;
    clearTimeout(silence);
    mine.close();
    lost(0);
  }

  function lost(code) {
    if (document.hidden) return say("paused");
    const refused = code === FULL || code === NONSENSE;
    tries = refused ? Math.max(tries, 6) : tries + 1;
    say(tries > 5 ? "off" : "lost");
    if (tries === 6 && !refused) look(0); // is it the feed alone, or the whole program?
    const wait = Math.min(60000, 500 * 2 ** (tries - 1));
    retry = setTimeout(connect, wait * (0.5 + Math.random()));
  }

  document.addEventListener("community-os-back", () => {
    tries = 0;
    if (retry) connect();
  });

  async function unpacked(data) {
    if (typeof data === "string") return data;
    const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  async function take(from, data) {
    const said = JSON.parse(await unpacked(data));
    if (from !== socket) return;
    if ("heard" in said) heard = said.heard;
    if (heard !== turn) return;
    if ("look" in said) return look(said.look);
    if (!said.parts || !seen || said.place !== seen.href || address() !== here) return;
    tries = 0;
    say("live");
    for (const [part, properties] of Object.entries(said.parts)) {
      apply(part, properties);
      touched = true;
    }
    shown = { epoch: said.epoch, seq: said.seq, mark: said.mark };
    await new Promise((drawn) => (document.hidden ? setTimeout(drawn, 0) : requestAnimationFrame(drawn)));
    if (from === socket) from.send(JSON.stringify({ shown: said.seq }));
  }

  function apply(part, properties) {
    const chart = "figure" in properties && document.getElementById(part);
    if (chart && chart.matches(":hover")) {
      if (!held.has(part)) chart.addEventListener("pointerleave", () => release(part), { once: true });
      held.set(part, properties);
    } else dash_clientside.set_props(part, properties);
  }

  function release(part) {
    const properties = held.get(part);
    held.delete(part);
    if (properties && seen && address() === here) dash_clientside.set_props(part, properties);
  }

  /* The page is another one than it was: it is asked for anew, not by everybody in the same moment. */
  function look(within) {
    const wait = Math.max(Math.random() * within, lookedAt + BETWEEN_LOOKS - Date.now());
    lookedAt = Date.now() + wait;
    setTimeout(() => dash_clientside.set_props("pulse", { data: Date.now() }), wait);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (!document.hidden) {
      tries = 0;
      connect();
    } else {
      hiding = setTimeout(() => {
        drop();
        clearTimeout(retry);
        retry = null;
      }, HIDDEN_FOR);
    }
  });
  window.addEventListener("offline", drop);
  window.addEventListener("online", () => {
    tries = 0;
    connect();
  });
  window.addEventListener("pagehide", drop);
  window.addEventListener("pageshow", (event) => event.persisted && connect());
})();
