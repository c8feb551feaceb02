/* A card as a picture: it is drawn as it looks, in the colours of the moment, by this browser alone. */
(function () {
  const SCALE = 2;
  const LEFT_OUT = ".files, .as-table, .modebar-container, .more > summary, script";
  const SVG = "http://www.w3.org/2000/svg";

  /* A copy with every style written out: in a picture no stylesheet of ours is known. */
  function copied(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.cloneNode();
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(LEFT_OUT)) return null;
    const copy = node.cloneNode(false);
    const style = getComputedStyle(node);
    let written = "";
    for (const name of style) if (!name.startsWith("--")) written += `${name}:${style.getPropertyValue(name)};`;
    copy.setAttribute("style", written);
    copy.removeAttribute("class");
    for (const child of node.childNodes) {
      const made = copied(child);
      if (made) copy.append(made);
    }
    return copy;
  }

  async function picture(card) {
    const { width } = card.getBoundingClientRect();
    const copy = copied(card);
    copy.style.margin = "0";
    copy.style.height = "auto";
    const hidden = [...card.querySelectorAll(LEFT_OUT)].filter((one) => one.checkVisibility());
    const spared = new Set(hidden.map((one) => one.closest(".chart-foot") || one));
    const height = card.offsetHeight - [...spared].reduce((sum, one) => sum + one.offsetHeight, 0);
    const text = new XMLSerializer().serializeToString(copy);
    const svg =
      `<svg xmlns="${SVG}" width="${width}" height="${height}">` +
      `<foreignObject width="100%" height="100%">${text}</foreignObject></svg>`;
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * SCALE);
    canvas.height = Math.ceil(height * SCALE);
    const paint = canvas.getContext("2d");
    paint.fillStyle = getComputedStyle(document.body).backgroundColor;
    paint.fillRect(0, 0, canvas.width, canvas.height);
    paint.drawImage(image, 0, 0, canvas.width, canvas.height);
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
