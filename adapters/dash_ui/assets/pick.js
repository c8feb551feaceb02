/* <co-pick>: what is chosen stands as chips before a field in which one types for more. */
(function () {
  const TYPING = 200;
  const MOST_SHOWN = 40;
  let number = 0;
  const make = (tag, given, ...children) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...children);
    return made;
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  class Pick extends HTMLElement {
    static observedAttributes = ["data-chosen"];

    connectedCallback() {
      if (this.input) return;
      const list = `pick-${++number}`;
      this.chips = make("ul", { className: "chips" });
      this.input = make("input", { type: "text", id: this.dataset.id, autocomplete: "off", placeholder: this.dataset.placeholder });
      this.list = make("ul", { className: "offers", id: list, hidden: true });
      this.list.setAttribute("role", "listbox");
      const said = { role: "combobox", "aria-expanded": "false", "aria-controls": list, "aria-autocomplete": "list" };
      for (const [name, value] of Object.entries(said)) this.input.setAttribute(name, value);
      if (this.dataset.described) this.input.setAttribute("aria-describedby", this.dataset.described);
      this.append(this.chips, this.input, this.list);
      this.input.addEventListener("input", (event) => (event.stopPropagation(), this.seek(TYPING)));
      this.input.addEventListener("focus", () => this.seek(0));
      this.input.addEventListener("blur", () => this.shut());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
      this.chips.addEventListener("click", (event) => this.drop(event.target.closest("button")?.dataset.value));
      this.reset();
    }

    attributeChangedCallback(_name, before, now) {
      if (this.input && before !== null && before !== now) this.reset();
    }

    get name() {
      return this.dataset.name;
    }
    get most() {
      return Number(this.dataset.most);
    }
    get values() {
      return (this.chosen || []).map(([value]) => value);
    }
    get kept() {
      return this.before || [];
    }

    keep() {
      this.before = this.values;
      this.saved = this.chosen;
    }

    reset() {
      this.chosen = JSON.parse(this.dataset.chosen || "[]");
      this.before = this.values;
      if (this.input) this.input.value = "";
      this.draw();
    }

    draw() {
      this.chips.replaceChildren(
        ...this.chosen.map(([value, words]) => {
          const off = make("button", { type: "button" }, "\u00d7");
          off.dataset.value = value;
          off.setAttribute("aria-label", `Take off ${words}`);
          return make("li", { className: "chip" }, make("bdi", {}, words), off);
        })
      );
      const full = this.chosen.length >= this.most;
      this.input.hidden = full && this.most === 1;
      this.input.disabled = full;
      this.input.placeholder = full ? `${this.most} at most` : this.dataset.placeholder;
    }

    told() {
      this.draw();
      this.dispatchEvent(new Event("change", { bubbles: true }));
    }

    take(option) {
      if (!option || this.chosen.length >= this.most) return;
      this.chosen = [...this.chosen, [option.dataset.value, option.textContent]];
      this.input.value = "";
      this.shut();
      this.told();
      if (this.input.hidden) this.chips.querySelector("button:last-of-type")?.focus();
    }

    drop(value) {
      if (value === undefined) return;
      this.chosen = this.chosen.filter(([known]) => known !== value);
      this.told();
      this.input.focus();
    }

    seek(wait) {
      clearTimeout(this.timer);
      const turn = (this.turn = (this.turn || 0) + 1);
      this.timer = setTimeout(async () => {
        const found = await this.found(this.input.value.trim());
        if (turn === this.turn && document.activeElement === this.input) this.offer(found);
      }, wait);
    }

    async found(text) {
      if (this.dataset.options) {
        const wanted = plain(text);
        return JSON.parse(this.dataset.options).filter(([, words]) => plain(words).includes(wanted));
      }
      if (!text) return [];
      const told = await window.community_os_forms.post(this.dataset.act, { text });
      return told.options || [];
    }

    offer(found) {
      const left = found.filter(([value]) => !this.values.includes(value));
      const none = this.input.value.trim() || this.dataset.options ? [make("li", { className: "none" }, "Nothing found")] : [];
      this.list.replaceChildren(
        ...left.slice(0, MOST_SHOWN).map(([value, words], at) => {
          const option = make("li", { id: `${this.list.id}-${at}`, textContent: words });
          option.dataset.value = value;
          option.setAttribute("role", "option");
          return option;
        }),
        ...(left.length ? [] : none)
      );
      this.mark(left.length && this.input.value.trim() ? 0 : -1);
      const open = this.list.childElementCount > 0;
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      if (open) this.list.scrollIntoView({ block: "nearest" }); // in a dialog it may stand below what is in sight
    }

    shut() {
      clearTimeout(this.timer);
      this.turn = (this.turn || 0) + 1;
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    mark(at) {
      const options = [...this.list.querySelectorAll("[role=option]")];
      this.at = options.length ? (at + options.length) % options.length : -1;
      if (at < 0 && this.list.hidden) this.at = -1;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
      const marked = options[this.at];
      if (!marked) return this.input.removeAttribute("aria-activedescendant");
      this.input.setAttribute("aria-activedescendant", marked.id);
      marked.scrollIntoView({ block: "nearest" });
    }

    key(event) {
      const open = !this.list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (open) this.mark(this.at + (event.key === "ArrowDown" ? 1 : -1));
        else this.seek(0);
      } else if (event.key === "Enter") {
        event.preventDefault(); // it chooses, and never sends half a form
        if (open) this.take(this.list.querySelector("[aria-selected=true]"));
      } else if (event.key === "Escape" && open) {
        event.preventDefault(); // it closes the list, and not the dialog around it
        this.shut();
      } else if (event.key === "Backspace" && !this.input.value && this.chosen.length) {
        this.drop(this.chosen.at(-1)[0]);
      }
    }
  }
  customElements.define("co-pick", Pick);
})();
