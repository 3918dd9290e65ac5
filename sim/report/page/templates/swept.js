// A sweep: a measure over the values that were swept, a line for each value of the other keys.
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
const swept = D.grid;

choices.swept = () => ({
  part: swept.scopes.map((name, k) => [String(k), name]),
  // Another one than on the first screen comes first.
  measure: ["within_target_share", ...Object.keys(swept.cells).filter((kpi) => kpi !== "within_target_share")].filter((kpi) => swept.cells[kpi] && D.measures[kpi]).map((kpi) => [kpi, D.measures[kpi].name]),
});

function overValues(kpi, part, more = {}) {
  const numeric = swept.at !== null, found = swept.cells[kpi][part];
  const known = (k) => found[k] && found[k][0] !== null;
  const drawn = swept.lines.slice(0, D.most_shown);
  const traces = drawn.flatMap((line, slot) => {
    const places = line.points.filter(known), colour = COLOURS[slot];
    const x = places.map((k) => (numeric ? swept.at[k] : plain(swept.values[k])));
    const end = (k, e) => (found[k][e] === null ? found[k][0] : found[k][e]) * factor(kpi);
    return [{
      type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false, line: { width: 0 },
      fill: "toself", fillcolor: veil(colour), x: [...x, ...x.slice().reverse()],
      y: [...places.map((k) => end(k, 2)), ...places.map((k) => Math.max(0, end(k, 1))).reverse()],
    }, {
      type: "scatter", mode: "lines+markers", name: plain(line.name || swept.key), x,
      y: places.map((k) => found[k][0] * factor(kpi)), line: { color: colour, width: 2.2, dash: DASHES[slot] },
      marker: { color: colour, symbol: SHAPES[slot], size: 8 }, hovertemplate: "%{text}<extra></extra>",
      text: places.map((k) => `<b>${plain(swept.points[k])}</b><br>${cellText(found[k], kpi)} ${plain(unit(kpi))}`),
    }];
  });
  const values = [...new Set(swept.lines.flatMap((line) => line.points))];
  const ticks = [...new Map(values.map((k) => [swept.values[k], k])).values()];
  const every = Math.ceil(ticks.length / 12);
  const left = swept.lines.length > drawn.length ? W.most.replace("{n}", drawn.length).replace("{all}", swept.lines.length) : "";
  const made = {
    traces,
    layout: layout({
      height: 360, showlegend: drawn.length > 1,
      xaxis: axis({
        title: axisTitle(swept.key === swept.path ? swept.key : `${swept.key} (${swept.path})`), zeroline: false,
        ...(numeric ? { tickvals: ticks.filter((_, n) => n % every === 0).map((k) => swept.at[k]),
          ticktext: ticks.filter((_, n) => n % every === 0).map((k) => plain(swept.values[k])) } : { type: "category" }),
      }),
      yaxis: axis({ title: axisTitle(title(kpi)), rangemode: "tozero", zeroline: false }),
      ...more,
    }),
    table: {
      caption: title(kpi), heads: [W.every_point, swept.scopes[part]],
      rows: swept.points.map((label, k) => [label, cellText(found[k], kpi)]),
    },
    about: [swept.scopes[part], left].filter(Boolean).join(" \u00b7 "),
  };
  return kpi === "wait_mean" ? withTarget(made, "y") : made;
}

figures.swept = (chosen) => overValues(chosen.measure, Number(chosen.part || 0));
figures.glance = () => overValues("wait_mean", 0);
