/* The two elements that Dash lacks: drawings and dense tables made of plain elements, and instants told by
   the browser's own clock. */
(function () {
  const make = React.createElement;
  const TAGS = new Set(
    (
      "svg path rect circle line table caption thead tbody tfoot tr th td abbr span bdi time code p " +
      "div section article h2 h3 ol ul li details summary"
    ).split(" ")
  );

  function built(node, key) {
    if (!Array.isArray(node)) return node;
    const [tag, attributes, ...children] = node;
    if (!TAGS.has(tag)) return null;
    return make(tag, { key, ...attributes }, ...children.map(built));
  }

  function Drawing({ tree }) {
    return React.useMemo(() => built(tree, "drawing"), [tree]);
  }

  const STEPS = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const A_WEEK = 7 * 86400;

  function told(instant, absolute) {
    const seconds = (Date.now() - Date.parse(instant)) / 1000;
    if (!(seconds >= 0 && seconds < A_WEEK)) return absolute;
    const step = STEPS.find(([, length]) => seconds >= length);
    if (!step) return "just now";
    return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-Math.floor(seconds / step[1]), step[0]);
  }

  function Ago({ instant, absolute }) {
    const [, tick] = React.useState(0);
    React.useEffect(() => {
      const timer = setInterval(() => tick((n) => n + 1), 30000);
      return () => clearInterval(timer);
    }, []);
    return make("time", { dateTime: instant, title: absolute }, told(instant, absolute));
  }

  window.community_os = { Drawing, Ago };
})();
