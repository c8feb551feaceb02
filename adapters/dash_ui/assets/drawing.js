/* The two elements that Dash lacks: drawings and dense tables made of plain elements, which show what changes
   in them, and instants told by the browser's own clock. */
(function () {
  const make = React.createElement;
  const TAGS = new Set(
    (
      "svg path rect circle line table caption thead tbody tfoot tr th td abbr span bdi time code p " +
      "div section article h2 h3 ol ul li dl dt dd strong details summary a g text " +
      "form fieldset legend label input textarea select option datalist button dialog co-pick"
    ).split(" ")
  );

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /* A link of ours changes the address as Dash's own links do, without a new document; any other opens beside. */
  function go(event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const before = location.pathname;
    event.preventDefault();
    history.pushState({}, "", event.currentTarget.getAttribute("href"));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    if (location.pathname !== before) window.scrollTo(0, 0);
  }

  function link(given) {
    const href = String(given.href || "");
    if (/^\/(?![\/\\])/.test(href)) return given.download ? given : { ...given, onClick: go };
    if (/^#[\w-]+$/.test(href)) return given;
    if (href.startsWith("https://")) return { ...given, target: "_blank", rel: "noopener noreferrer" };
    return { ...given, href: null };
  }

  /* [tag, attributes, ...children]; `mine` is added to the outermost element. */
  function built(node, key, mine) {
    if (!Array.isArray(node)) return node;
    const [tag, attributes, ...children] = node;
    if (tag === "count") return make(Count, { key, text: children.join("") });
    if (tag === "ago") return make(Ago, { key, ...attributes });
    if (!TAGS.has(tag)) return null;
    const given = tag === "a" ? link(attributes) : attributes;
    return make(tag, { key, ...given, ...mine }, ...children.map((child, at) => built(child, at)));
  }

  const places = (box) =>
    new Map([...(box?.querySelectorAll("[data-flip]") || [])].map((one) => [one.dataset.flip, one.offsetTop]));

  /* What moves to another place is seen to move; whoever was on it stays on it. */
  function Drawing({ tree }) {
    const box = React.useRef(null);
    const before = React.useRef(null);
    const shown = React.useMemo(() => {
      before.current = { places: places(box.current), on: document.activeElement };
      return built(tree, "drawing", { ref: box });
    }, [tree]);
    React.useLayoutEffect(() => {
      const { places: were, on } = before.current;
      if (on && on !== document.activeElement && box.current?.contains(on)) on.focus({ preventScroll: true });
      if (!were.size || still.matches) return;
      for (const one of box.current.querySelectorAll("[data-flip]")) {
        const moved = (were.get(one.dataset.flip) ?? one.offsetTop) - one.offsetTop;
        if (moved) one.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], MOVING);
      }
    }, [shown]);
    return shown;
  }
  const MOVING = { duration: 450, easing: "cubic-bezier(0.2, 0, 0, 1)" };

  /* A number on its way to the next one: the way is painted over the number (live.css), which itself is always
     what the server said, for whoever reads it out or copies it. */
  const COUNTING = 600;
  const plain = (text) => (/^-?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "")) : NaN);

  function Count({ text }) {
    const span = React.useRef(null);
    const was = React.useRef(text);
    const at = React.useRef(NaN); // what is painted while it counts
    React.useLayoutEffect(() => {
      const from = Number.isNaN(at.current) ? plain(was.current) : at.current;
      const to = plain(text);
      was.current = text;
      if (Number.isNaN(from) || Number.isNaN(to) || from === to || still.matches || document.hidden) return;
      const digits = (text.split(".")[1] || "").length;
      const told = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      const began = performance.now();
      let frame = 0;
      function step(now) {
        const done = Math.min(1, Math.max(0, (now - began) / COUNTING));
        at.current = done < 1 ? from + (to - from) * (1 - (1 - done) ** 3) : NaN;
        if (done === 1) return span.current.removeAttribute("data-shown");
        span.current.dataset.shown = at.current.toLocaleString("en", told);
        frame = requestAnimationFrame(step);
      }
      step(began);
      return () => {
        cancelAnimationFrame(frame);
        span.current?.removeAttribute("data-shown");
      };
    }, [text]);
    return make("span", { className: "count", ref: span }, text);
  }

  const STEPS = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const A_WEEK = 7 * 86400;
  const ASKEW = 120; // two clocks may differ so much

  function told(instant, absolute) {
    const seconds = (Date.now() - Date.parse(instant)) / 1000;
    if (!(seconds >= -ASKEW && seconds < A_WEEK)) return absolute;
    const step = STEPS.find(([, length]) => seconds >= length);
    if (!step) return seconds < 1 ? "just now" : `${Math.floor(seconds)} s ago`;
    return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-Math.floor(seconds / step[1]), step[0]);
  }

  function Ago({ instant, absolute }) {
    const [, tick] = React.useState(0);
    const fresh = Date.now() - Date.parse(instant) < 90000;
    React.useEffect(() => {
      const timer = setInterval(() => tick((n) => n + 1), fresh ? 1000 : 30000);
      return () => clearInterval(timer);
    }, [fresh, instant]);
    return make("time", { dateTime: instant, title: absolute }, told(instant, absolute));
  }

  window.community_os = { Drawing, Ago };
})();
