"use strict";
// Sorts and filters the table of bookings. The page is complete without it.
(() => {
  const table = document.querySelector(".bookings");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key ?? cell.textContent;
  };
  const compare = {
    number: (a, b) => Number(a) - Number(b),
    day: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    text: collator.compare,
  };

  // Empty cells come last, whichever way it is sorted; equal ones keep the order in which they were booked.
  const sort = (heading, column, direction) => {
    const by = compare[heading.dataset.sort];
    const sign = direction === "ascending" ? 1 : -1;
    const sorted = rows
      .map((row, place) => ({ row, place, key: key(row, column) }))
      .sort((a, b) => (a.key === "") - (b.key === "") || sign * by(a.key, b.key) || a.place - b.place);
    body.append(...sorted.map((each) => each.row));
    for (const other of headings) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", direction);
  };

  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () =>
      sort(heading, column, heading.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending"),
    );
    heading.append(button);
  });
  headings[0].setAttribute("aria-sort", "ascending");

  const filters = document.querySelector(".filters");
  const [text, goal, state] = ["text", "goal", "state"].map((name) => document.getElementById(`filter-${name}`));
  const count = filters.querySelector(".count");
  const figure = new Intl.NumberFormat(document.documentElement.lang);

  const filter = () => {
    const words = plain(text.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!goal.value || row.dataset.goal === goal.value) &&
        (!state.value || row.dataset.state === state.value) &&
        words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      shown += fits;
    }
    const told = count.dataset.shown.replace("{shown}", figure.format(shown)).replace("{all}", figure.format(rows.length));
    count.textContent = shown ? told : `${told}. ${count.dataset.none}`;
  };

  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 150); // so that a screen reader hears one count, not one a letter
  });
  for (const select of [goal, state]) select.addEventListener("change", filter);
  document.getElementById("filter-clear").addEventListener("click", () => {
    text.value = goal.value = state.value = "";
    filter();
    text.focus();
  });
  // A link to a booking that is filtered away shows it.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.hidden) {
      text.value = goal.value = state.value = "";
      filter();
      target.scrollIntoView();
    }
  });
  document.documentElement.classList.add("js");
  filters.hidden = false;
  filter();
})();
