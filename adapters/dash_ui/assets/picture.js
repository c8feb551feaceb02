/* A card as a picture: it is drawn as it looks, in the colours of the moment, by this browser alone. */
(function () {
  const SCALE = 2;
  const FOOT = 28;
  const LEFT_OUT = ".files, .as-table, .modebar-container, details:not([open]), summary, script";
  const SVG = "http://www.w3.org/2000/svg";

  /* What can be seen of an element: a browser knows four hundred properties, and a card has thousands of parts. */
  const sides = (before, after = "") => ["top", "right", "bottom", "left"].map((side) => before + side + after);
  const TEXT =
    "color font-family font-size font-weight font-style font-variant-numeric font-variant-caps font-feature-settings " +
    "letter-spacing text-transform opacity visibility display";
  const SHOWN = `${TEXT} fill fill-opacity stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap
    stroke-linejoin text-anchor dominant-baseline overflow transform-box transform-origin`.split(/\s+/);
  const LAID = [
    ...`${TEXT} position z-index float box-sizing width height min-width min-height max-width max-height
    background-color background-image background-size background-position background-repeat background-clip
    border-collapse border-spacing box-shadow outline-style outline-width outline-color outline-offset
    line-height text-align text-indent text-overflow text-decoration-line text-decoration-color
    text-decoration-thickness text-underline-offset white-space overflow-wrap word-break overflow-x overflow-y
    vertical-align list-style-type direction unicode-bidi transform transform-origin clip-path
    flex-direction flex-wrap flex-grow flex-shrink flex-basis order row-gap column-gap
    align-items align-content align-self justify-items justify-content justify-self
    grid-template-columns grid-template-rows grid-column-start grid-column-end grid-row-start grid-row-end
    grid-auto-flow aspect-ratio`.split(/\s+/),
    ...["", "margin-", "padding-"].flatMap((of) => sides(of)),
    ...["-width", "-style", "-color"].flatMap((of) => sides("border-", of)),
    ...["top-left", "top-right", "bottom-left", "bottom-right"].map((corner) => `border-${corner}-radius`),
  ];

  /* A copy with its styles written out: in a picture no stylesheet of ours is known. */
  function copied(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.cloneNode();
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return null;
    const copy = node.localName === "details" ? document.createElement("div") : node.cloneNode(false);
    const style = getComputedStyle(node);
    const within = node.namespaceURI === SVG && node.localName !== "svg";
    let written = "";
    for (const name of within ? SHOWN : LAID) written += `${name}:${style.getPropertyValue(name)};`;
    copy.setAttribute("style", written);
    copy.removeAttribute("class");
    for (const child of node.childNodes) {
      const made = copied(child);
      if (made) copy.append(made);
    }
    return copy;
  }

  /* A picture knows no font either: ours are written into it, else wider ones would run into each other. */
  let fonts = null;
  async function written() {
    const rules = [...document.styleSheets]
      .filter((sheet) => !sheet.href || new URL(sheet.href).origin === location.origin)
      .flatMap((sheet) => [...sheet.cssRules].map((rule) => [rule, sheet.href || location.href]))
      .filter(([rule]) => rule instanceof CSSFontFaceRule);
    const made = rules.map(async ([rule, from]) => {
      const [whole, address] = rule.cssText.match(/url\("?([^")]+)"?\)/) || [];
      if (!address) return "";
      const answer = await fetch(new URL(address, from));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return rule.cssText.replace(whole, `url(data:font/woff2;base64,${btoa(text)})`);
    });
    return (await Promise.all(made)).join("");
  }

  /* Away from its page a picture has to say itself of whom and of which days it is. */
  function signed(paint, height) {
    const told = document.querySelector("#page-head .subtitle");
    const whose = document.querySelector(".guild .name")?.textContent;
    const what = document.querySelector("#page-head h1.of-one")?.textContent;
    const words = [whose, what, told?.innerText].filter(Boolean).join(" \u00b7 ");
    paint.fillStyle = getComputedStyle(told || document.body).color;
    paint.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    paint.textBaseline = "middle";
    paint.fillText(words, 4, height + FOOT / 2);
  }

  async function picture(card) {
    fonts ||= written().catch((problem) => (console.warn("fonts", problem), ""));
    const { width } = card.getBoundingClientRect();
    const copy = copied(card);
    copy.style.margin = "0";
    const hidden = [...card.querySelectorAll(LEFT_OUT)].filter((one) => one.checkVisibility());
    const spared = new Set(hidden.map((one) => one.closest(".chart-foot") || one));
    const height = card.offsetHeight - [...spared].reduce((sum, one) => sum + one.offsetHeight, 0);
    copy.style.height = `${height}px`;
    copy.style.boxSizing = "border-box";
    const text = new XMLSerializer().serializeToString(copy);
    const svg =
      `<svg xmlns="${SVG}" width="${width}" height="${height}">` +
      `<style>${await fonts}</style><foreignObject width="100%" height="100%">${text}</foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * SCALE);
    canvas.height = Math.ceil((height + FOOT) * SCALE);
    const paint = canvas.getContext("2d");
    paint.scale(SCALE, SCALE);
    paint.fillStyle = getComputedStyle(document.body).backgroundColor;
    paint.fillRect(0, 0, width, height + FOOT);
    paint.drawImage(image, 0, 0, width, height);
    signed(paint, height);
    return new Promise((made) => canvas.toBlob(made, "image/png"));
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-picture]");
    const card = button && document.getElementById(button.dataset.picture);
    if (!card) return;
    button.disabled = true;
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await picture(card));
      link.download = `${button.dataset.picture}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    } catch (problem) {
      console.warn("picture", problem);
      button.title = "This browser cannot draw the picture.";
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
})();
