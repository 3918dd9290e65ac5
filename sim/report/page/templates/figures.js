// The figures: each gives traces, a layout, the table behind it, and what it is about.
const MOST = 15, ENDS = 12, FEW = 30;
const figures = {};
const choices = {};

const ordered = (list, kind, kpis) => list.filter((kpi) => has(kind, kpi) && D.measures[kpi]);

// Of many runs each is a row, of the whole network.
function pictureOfMany(wide) {
  const rows = D.runs.map((name, n) => ({ name, cell: cells("network", "wait_mean", "all")[n] }));
  const some = rows.map((row, k) => [row, k]).filter(([row]) => row.cell && row.cell[0] !== null);
  return {
    traces: [{
      type: "scatter", mode: "markers", name: "", x: some.map(([row]) => row.cell[0]), y: some.map(([, k]) => k),
      error_x: {
        type: "data", symmetric: false, thickness: 1.6, width: 0, color: COLOURS[0],
        array: some.map(([row]) => near(row.cell, "", 2)), arrayminus: some.map(([row]) => near(row.cell, "", 1)),
      },
      marker: { color: COLOURS[0], size: 9, line: { color: "#fff", width: 1 } },
      hovertemplate: "%{text}<extra></extra>",
      text: some.map(([row]) => `<b>${plain(row.name)}</b><br>${cellText(row.cell, "wait_mean")} ${plain(unit("wait_mean"))}`),
    }],
    layout: layout({
      height: 96 + rows.length * 26, showlegend: false,
      xaxis: axis({ title: axisTitle(title("wait_mean")), rangemode: "tozero", zeroline: false }),
      yaxis: axis({
        range: [rows.length - 0.4, -0.6], tickvals: rows.map((_, k) => k), zeroline: false,
        ticktext: rows.map((row) => short(row.name, wide)), tickfont: { color: INK, size: 12.5 },
      }),
    }),
    table: {
      caption: title("wait_mean"), heads: [W.scenario, W.whole],
      rows: rows.map((row) => [row.name, cellText(row.cell, "wait_mean")]),
    },
  };
}

figures.picture = (chosen, wide) => {
  if (D.runs.length > D.most_shown) return withTarget(pictureOfMany(wide), "x");
  const rows = [["network", "all"], ["tier", "center"], ["tier", "branch"], ["tier", "point"]]
    .filter(([kind, scope]) => cells(kind, "wait_mean", scope).some(Boolean))
    .map(([kind, scope]) => ({ name: nameOf(kind, scope), cells: cells(kind, "wait_mean", scope) }));
  const made = dots(rows, "wait_mean", wide);
  made.layout.height = 110 + rows.length * (30 + 12 * RUNS.length);
  return withTarget(made, "x");
};

// The wait target as a dashed line.
function withTarget(made, along) {
  if (D.target === null) return made;
  const line = { type: "line", line: { color: SOFT, width: 1.2, dash: "dash" }, layer: "below" };
  made.layout.shapes = [along === "x"
    ? { ...line, x0: D.target, x1: D.target, yref: "paper", y0: 0, y1: 1 }
    : { ...line, y0: D.target, y1: D.target, xref: "paper", x0: 0, x1: 1 }];
  return made;
}

choices.changes = () => ({ scenario: D.runs.map((run, n) => [String(n), run]).filter(([n]) => D.changes[n]) });
figures.changes = (chosen, wide) => {
  const found = D.changes[Number(chosen.scenario)] || {};
  const every = sitesShown().filter((site) => found[site.id])
    .map((site) => ({ name: site.name, cell: found[site.id] }))
    .sort((a, b) => a.cell[0] - b.cell[0]);
  const cut = every.length > FEW;
  const rows = cut ? [...every.slice(0, ENDS), ...every.slice(-ENDS)] : every;
  const verdict = (cell) => (cell[1] === null ? 0 : cell[2] < 0 ? -1 : cell[1] > 0 ? 1 : 0);
  const colour = (cell) => [FALLS, CHANCE, GROWS][verdict(cell) + 1];
  const traces = [-1, 0, 1].map((side) => {
    const some = rows.map((row, k) => [row, k]).filter(([row]) => verdict(row.cell) === side);
    const paint = [FALLS, CHANCE, GROWS][side + 1];
    return {
      type: "scatter", mode: "markers", name: plain(W[`verdict_${side}`]),
      x: some.map(([row]) => row.cell[0]), y: some.map(([, k]) => k),
      error_x: {
        type: "data", symmetric: false, thickness: 1.6, width: 0, color: paint,
        array: some.map(([row]) => near(row.cell, "", 2)), arrayminus: some.map(([row]) => near(row.cell, "", 1)),
      },
      marker: { color: paint, size: 9, symbol: side ? "circle" : "circle-open", line: { width: 1.6, color: paint } },
      hovertemplate: "%{text}<extra></extra>",
      text: some.map(([row]) => `<b>${plain(row.name)}</b><br>${cellText(row.cell, "wait_mean", true)} ${plain(unit("wait_mean"))}<br>${plain(W[`verdict_${side}`])}`),
    };
  });
  return {
    traces,
    layout: layout({
      height: 100 + rows.length * 21, showlegend: true,
      xaxis: axis({ title: axisTitle(unit("wait_mean")), rangemode: "tozero", zeroline: true, zerolinewidth: 1.5, zerolinecolor: SOFT }),
      yaxis: axis({
        range: [rows.length - 0.4, -0.6], tickvals: rows.map((_, k) => k), zeroline: false,
        ticktext: rows.map((row) => short(row.name, wide)), tickfont: { color: INK, size: 12.5 },
      }),
      shapes: cut ? [{ type: "line", xref: "paper", x0: 0, x1: 1, y0: ENDS - 0.5, y1: ENDS - 0.5, line: { color: SOFT, width: 1, dash: "dot" } }] : [],
    }),
    table: {
      caption: title("wait_mean"), heads: [W.site, D.runs[Number(chosen.scenario)], ""],
      rows: every.map((row) => [row.name, cellText(row.cell, "wait_mean", true), W[`verdict_${verdict(row.cell)}`]]),
    },
    about: scopeText() + (cut ? ` · ${W.ends.replaceAll("{n}", ENDS).replace("{all}", every.length)}` : ""),
  };
};

// By hour: a site's own numbers, or those of a tier and district together.
function byHour(kpi) {
  const hours = [...Array(24).keys()].map((hour) => String(hour).padStart(2, "0"));
  const none = D.runs.map(() => null);
  const rows = hours.map((hour) => ({
    name: `${hour}:00\u2013${String(Number(hour) + 1).padStart(2, "0")}:00`, hour: Number(hour),
    cells: state.site ? cells("site/hour", kpi, `${state.site}/${hour}`)
      : D.hours[kpi][`${state.tier}|${state.district}|${hour}`] || none,
  })).filter((row) => row.cells.some(Boolean));
  return { ...lines(rows, kpi), about: scopeText() };
}
figures.hours = () => withTarget(byHour("wait_mean"), "y");
figures.queue = () => byHour("queue_mean");

choices.weekdays = () => ({ measure: ordered(["wait_mean", "arrivals_per_day", "utilisation"], "weekday").map((kpi) => [kpi, D.measures[kpi].name]) });
// A site's own numbers, or those of a tier and district together; folders of earlier versions
// tell weekdays of the whole network alone.
function weekdayRows(kpi) {
  const bySite = Object.keys(D.weekdays[kpi] || {}).length > 0;
  const none = D.runs.map(() => null);
  const of = (day) => {
    if (!bySite) return cells("weekday", kpi, day);
    if (state.site) return cells("site/weekday", kpi, `${state.site}/${day}`);
    return D.weekdays[kpi][`${state.tier}|${state.district}|${day}`] || none;
  };
  const rows = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    .map((day) => ({ name: nameOf("weekday", day), cells: of(day) })).filter((row) => row.cells.some(Boolean));
  return { rows, about: bySite ? scopeText() : W.whole_only };
}

figures.weekdays = (chosen) => {
  const kpi = chosen.measure;
  const { rows, about } = weekdayRows(kpi);
  return {
    traces: RUNS.map(({ n, name, colour }) => ({
      type: "bar", name: plain(name), x: rows.map((row) => plain(row.name)),
      y: rows.map((row) => (row.cells[n] ? row.cells[n][0] * factor(kpi) : null)),
      marker: { color: colour },
      error_y: {
        type: "data", symmetric: false, thickness: 1.4, width: 0, color: INK,
        array: rows.map((row) => near(row.cells[n], kpi, 2)), arrayminus: rows.map((row) => near(row.cells[n], kpi, 1)),
      },
      hovertemplate: "%{text}<extra></extra>", textposition: "none",
      text: rows.map((row) => `<b>${plain(row.name)}</b><br>${plain(name)}: ${cellText(row.cells[n], kpi)} ${plain(unit(kpi))}`),
    })),
    layout: layout({
      height: 320, barmode: "group", bargap: 0.3,
      xaxis: axis({ fixedrange: true }), yaxis: axis({ title: axisTitle(title(kpi)), rangemode: "tozero" }),
    }),
    table: table(rows, kpi),
    about,
  };
};

figures.load = (chosen, wide) => {
  const sites = sitesShown();
  const made = {
    traces: RUNS.map(({ n, name, colour, shape }) => {
      const some = sites.map((site) => [site, cells("site", "utilisation", site.id)[n], cells("site", "wait_mean", site.id)[n]])
        .filter(([, busy, wait]) => busy && wait && busy[0] !== null && wait[0] !== null);
      return {
        type: "scatter", mode: "markers", name: plain(name),
        x: some.map(([, busy]) => busy[0] * 100), y: some.map(([, , wait]) => wait[0]),
        marker: { color: colour, symbol: shape, size: 9, opacity: 0.8, line: { color: "#fff", width: 0.8 } },
        hovertemplate: "%{text}<extra></extra>",
        text: some.map(([site, busy, wait]) => `<b>${plain(site.name)}</b><br>${plain(name)}<br>${plain(D.measures.utilisation.name)}: ${cellText(busy, "utilisation")} %<br>${plain(D.measures.wait_mean.name)}: ${cellText(wait, "wait_mean")} ${plain(unit("wait_mean"))}`),
      };
    }),
    layout: layout({
      height: 430, xaxis: axis({ title: axisTitle(title("utilisation")), rangemode: "tozero" }),
      yaxis: axis({ title: axisTitle(title("wait_mean")), rangemode: "tozero" }),
    }),
    table: table(sites.map((site) => ({ name: site.name, cells: cells("site", "utilisation", site.id) })), "utilisation"),
    about: scopeText(),
  };
  return withTarget(made, "y");
};

function ranked(list, kind, kpi, wide, nameFor, up = false) {
  const shown = (row) => RUNS.map(({ n }) => row.cells[n]).filter((cell) => cell && cell[0] !== null);
  const key = (row) => Math.max(...shown(row).map((cell) => cell[0]));
  const every = list.map((scope) => ({ name: nameFor(scope), cells: cells(kind, kpi, scope) }))
    .filter((row) => shown(row).length).sort((a, b) => (up ? key(a) - key(b) : key(b) - key(a)));
  const most = kind === "procedure" ? every.length : MOST;
  const made = dots(every.slice(0, most), kpi, wide);
  made.table = table(every, kpi);
  made.note = every.length > most ? W.most.replace("{n}", most).replace("{all}", every.length) : "";
  return made;
}

choices.ranking = () => ({ measure: ordered(["utilisation", "overtime_per_day", "wait_mean", "wait_p90", "within_target_share", "abandoned_share", "served_per_day", "on_time_share", "staff"], "site").map((kpi) => [kpi, D.measures[kpi].name]) });
figures.ranking = (chosen, wide) => {
  const made = ranked(sitesShown().map((site) => site.id), "site", chosen.measure, wide, (id) => SITE.get(id).name);
  return { ...made, about: [scopeText(), made.note].filter(Boolean).join(" · ") };
};

choices.procedures = () => ({ measure: ordered(["on_time_share", "turnaround_mean", "wait_mean"], "procedure").map((kpi) => [kpi, D.measures[kpi].name]) });
figures.procedures = (chosen, wide) => {
  const kpi = chosen.measure;
  const every = Object.keys(has("procedure", kpi) ? D.values.procedure[kpi] : {});
  const shown = every.filter((id) => !state.procedure || id === state.procedure);
  const made = ranked(shown, "procedure", kpi, wide, (id) => nameOf("procedure", id), kpi === "on_time_share");
  if (kpi === "on_time_share") made.layout.xaxis.rangemode = "normal";
  return { ...made, about: state.procedure ? nameOf("procedure", state.procedure) : "" };
};

const COMMUNE = ["citizen_time_mean", "travel_mean", "wait_mean", "on_time_share"];
choices.homes = () => ({ measure: ordered(COMMUNE, "commune").map((kpi) => [kpi, D.measures[kpi].name]) });
figures.homes = (chosen, wide) => {
  const some = D.communes.filter((commune) => !state.district || commune.district === state.district);
  const label = (id) => { const commune = D.communes.find((each) => each.id === id); return `${commune.name} (${commune.district})`; };
  const made = ranked(some.map((commune) => commune.id), "commune", chosen.measure, wide, label);
  return { ...made, about: [state.district || W.whole, made.note].filter(Boolean).join(" · ") };
};
