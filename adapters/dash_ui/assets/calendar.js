/* The month by keys, as in any calendar: arrows from day to day, Page Up and Down from month to month, T to today. */
(function () {
  const DAY = 86400000;
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  let wanted = null; // the day to stand on once its month is shown

  const cell = (day) => document.querySelector(`.month [data-day="${day}"]`);
  const moved = (day, by) => new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);

  function stand(at) {
    for (const other of document.querySelectorAll('.month [data-day][tabindex="0"]')) other.tabIndex = -1;
    at.tabIndex = 0;
    at.focus();
  }

  /* Weeks of the neighbours are shown too, but whoever goes there sees their whole month. */
  function go(day, key) {
    const at = cell(day);
    if (at && !at.classList.contains("outside")) return stand(at);
    wanted = day;
    document.getElementById(key)?.click();
  }

  function month(day, by) {
    const [year, number, date] = day.split("-").map(Number);
    const first = new Date(Date.UTC(year, number - 1 + by, 1));
    const last = new Date(Date.UTC(year, number + by, 0)).getUTCDate();
    first.setUTCDate(Math.min(date, last));
    return first.toISOString().slice(0, 10);
  }

  function inside(at, event) {
    const links = [...at.querySelectorAll(".chip, summary, .day-plan")].filter((one) => one.checkVisibility());
    const here = links.indexOf(document.activeElement);
    if (event.key === "Escape") stand(at);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      links[(here + (event.key === "ArrowDown" ? 1 : -1) + links.length) % links.length].focus();
    } else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    const at = event.target.closest?.(".month [data-day]");
    if (!at || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== at) return inside(at, event);
    const day = at.dataset.day;
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const by = { ...STEPS, Home: -weekday, End: 6 - weekday }[event.key];
    if (by !== undefined) {
      const next = moved(day, by);
      go(next, next < day ? "month-before" : "month-after");
    } else if (event.key === "PageUp") go(month(day, -1), "month-before");
    else if (event.key === "PageDown") go(month(day, 1), "month-after");
    else if (event.key === "t" || event.key === "T") {
      wanted = "today";
      document.getElementById("month-today")?.click();
      arrive();
    } else if (event.key === "Enter" || event.key === " ") {
      (at.querySelector(".chip") || at.querySelector(".day-plan"))?.focus();
      if (!at.querySelector(".chip")) at.querySelector(".day-plan")?.click();
    } else return;
    event.preventDefault();
  });

  function arrive() {
    const at = wanted === "today" ? document.querySelector(".month .today") : wanted && cell(wanted);
    if (!at || at.classList.contains("outside")) return;
    wanted = null;
    stand(at);
  }
  document.addEventListener("community-os-settled", () => {
    if (wanted) for (const wait of [0, 80, 300]) setTimeout(arrive, wait);
  });

  /* The form opens with the day whose plus was pressed, at the hours that it offers anyway. */
  document.addEventListener("click", (event) => {
    const on = event.target.closest("[data-on]")?.dataset.on;
    if (!on) return;
    setTimeout(() => {
      for (const name of ["starts_at", "ends_at"]) {
        const field = document.getElementById(`plan-event-form-${name}`);
        if (field) field.value = on + field.defaultValue.slice(10);
      }
    }, 0); // once it is open, and as it was at first
  });

  /* A list of further events of a day closes when something else is done. */
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll(".more-events[open]")) if (!open.contains(event.target)) open.open = false;
  });
})();
