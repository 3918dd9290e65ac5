// Filters, choices, and the drawing of every figure and of the table behind it.
function fill(select, options) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
}

function fillFilters() {
  const of = (key) => document.getElementById(`filter-${key}`);
  const occurring = (key) => [...new Set(D.sites.map((site) => site[key]).filter(Boolean))];
  const tiers = ["center", "branch", "point"].filter((tier) => occurring("tier").includes(tier));
  const districts = occurring("district").sort((a, b) => a.localeCompare(b, LOCALE));
  fill(of("tier"), [["", W.any_tier], ...tiers.map((tier) => [tier, nameOf("tier", tier)])]);
  fill(of("district"), [["", W.any_district], ...districts.map((district) => [district, district])]);
  const procedures = Object.entries(D.names.procedure).sort((a, b) => a[1].localeCompare(b[1], LOCALE));
  fill(of("procedure"), [["", W.any_procedure], ...procedures]);
  fillSites();
}

// Only sites that the other filters leave can be chosen.
function fillSites() {
  const left = sitesShown({ ...state, site: "" });
  if (!left.some((site) => site.id === state.site)) state.site = "";
  const select = document.getElementById("filter-site");
  fill(select, [["", W.any_site], ...left.map((site) => [site.id, site.name])]);
  select.value = state.site;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function tableOf({ caption, heads, rows }) {
  const made = document.createElement("table"), head = made.createTHead().insertRow();
  made.prepend(element("caption", caption));
  heads.forEach((text) => head.append(element("th", text, { scope: "col" })));
  const body = made.createTBody();
  rows.forEach(([name, ...others]) => {
    const row = body.insertRow();
    row.append(element("th", name, { scope: "row" }), ...others.map((text) => element("td", text)));
  });
  return made;
}

function draw(figure) {
  const plot = figure.querySelector(".plot");
  const chosen = {};
  figure.querySelectorAll("[data-choice]").forEach((select) => { chosen[select.dataset.choice] = select.value; });
  const made = figures[figure.dataset.figure](chosen, plot.clientWidth);
  const some = made.traces.some((trace) => trace.x && trace.x.length);
  figure.querySelector(".scope").textContent = some ? made.about || "" : W.nothing;
  figure.querySelector(".numbers").hidden = !some;
  if (!some) { Plotly.purge(plot); plot.replaceChildren(); return; }
  Plotly.react(plot, made.traces, made.layout, CONFIG);
  figure.querySelector(".numbers .wide").replaceChildren(tableOf(made.table));
}

const drawAll = () => document.querySelectorAll("figure[data-figure]").forEach(draw);

function prepare(figure) {
  const offered = choices[figure.dataset.figure] ? choices[figure.dataset.figure]() : {};
  figure.querySelectorAll("[data-choice]").forEach((select) => {
    fill(select, offered[select.dataset.choice] || []);
    select.closest("label").hidden = select.options.length < 2;
    select.addEventListener("change", () => draw(figure));
  });
}

function listen() {
  FILTERS.forEach((what) => {
    const select = document.getElementById(`filter-${what}`);
    select.hidden = select.options.length < 3;
    select.addEventListener("change", () => {
      state[what] = select.value;
      fillSites();
      FILTERS.forEach((each) => document.getElementById(`filter-${each}`).classList.toggle("on", Boolean(state[each])));
      drawAll();
    });
  });
  document.getElementById("filters").addEventListener("reset", () => {
    FILTERS.forEach((each) => { state[each] = ""; document.getElementById(`filter-${each}`).classList.remove("on"); });
    fillSites();
    drawAll();
  });
  document.getElementById("print").addEventListener("click", () => window.print());
  // On paper there is less room than on most screens, and a figure stays on one sheet.
  const PAPER = 680, SHEET = 780;
  const plots = () => document.querySelectorAll(".plot.js-plotly-plot");
  window.addEventListener("beforeprint", () => plots().forEach((plot) => {
    Plotly.relayout(plot, { width: PAPER, height: Math.min(plot.layout.height, SHEET) });
  }));
  window.addEventListener("afterprint", drawAll);
}

// Which runs are shown, where there are more than colours tell apart.
function prepareRuns() {
  show(D.shown);
  const box = document.querySelector("#runs .runs");
  if (!box) return;
  D.runs.forEach((run, n) => {
    const label = element("label", ""), tick = element("input", "", { type: "checkbox", value: String(n) });
    tick.checked = D.shown.includes(n);
    tick.addEventListener("change", chooseRuns);
    label.append(tick, ` ${run}`);
    box.append(label);
  });
  tellRuns();
}

function tellRuns() {
  const ticks = [...document.querySelectorAll("#runs input")], full = RUNS.length >= D.most_shown;
  // Neither none nor more than can be told apart.
  ticks.forEach((tick) => { tick.disabled = tick.checked ? RUNS.length === 1 : full; });
  document.getElementById("runs-shown").textContent = W.shown.replace("{shown}", RUNS.length).replace("{all}", D.runs.length);
}

function chooseRuns() {
  show([...document.querySelectorAll("#runs input:checked")].map((tick) => Number(tick.value)));
  tellRuns();
  drawAll();
}

prepareRuns();
fillFilters();
document.querySelectorAll("figure[data-figure]").forEach(prepare);
listen();
drawAll();
document.documentElement.dataset.ready = "yes";
