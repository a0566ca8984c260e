// Paging and sorting of data tables, in the browser as Slack does it.

/** Activate a data table. */
export function adoptTable(table) {
  const size = Number(table.dataset.pageSize);
  const body = table.querySelector("tbody");
  const pager = table.querySelector(".pager");
  const heads = [...table.querySelectorAll("thead th")];
  let first = 0;

  function show() {
    const rows = [...body.rows];
    rows.forEach((row, index) => (row.hidden = index < first || index >= first + size));
    if (!pager) return;
    const last = Math.min(first + size, rows.length);
    pager.querySelector(".pages").textContent = `${first + 1}–${last} of ${rows.length}`;
    for (const button of pager.querySelectorAll("[data-turn]")) {
      const next = first + size * Number(button.dataset.turn);
      button.disabled = next < 0 || next >= rows.length;
    }
  }

  function sort(column) {
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    heads.forEach((head) => head.setAttribute("aria-sort", "none"));
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].sort((one, other) => compare(one.cells[column], other.cells[column]));
    body.append(...(down ? rows.reverse() : rows));
    first = 0;
    show();
  }

  table.addEventListener("click", (event) => {
    const turn = event.target.closest("[data-turn]");
    const head = event.target.closest("thead th");
    if (turn) first += size * Number(turn.dataset.turn);
    if (turn) show();
    else if (head) sort(heads.indexOf(head));
  });
}

function compare(one, other) {
  const numbers = [one.dataset.number, other.dataset.number];
  if (numbers.every(Boolean)) return Number(numbers[0]) - Number(numbers[1]);
  return one.textContent.trim().localeCompare(other.textContent.trim(), undefined, { numeric: true });
}
