// How things look: colours that the colour-blind tell apart, axes, dots with intervals, lines.
const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9"];
const SHAPES = ["circle", "square", "diamond", "triangle-up", "cross", "star"];
const INK = "#1d2530", SOFT = "#5a6572", LINE = "#e3e7ec";
const FALLS = "#0072B2", GROWS = "#D55E00", CHANCE = "#8a939d";
const FONT = { family: 'system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif', size: 13, color: INK };
const CONFIG = {
  responsive: true, displaylogo: false, displayModeBar: "hover", scrollZoom: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toggleSpikelines"],
  showSendToCloud: false, locale: D.lang, locales: { [D.lang]: { dictionary: D.plotly } },
};

// Plotly reads some HTML in texts; names are shown as they are.
const plain = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

function short(text, wide) {
  const most = wide < 480 ? 19 : 38;
  return plain(text.length > most ? `${text.slice(0, most - 1)}\u2026` : text);
}

// On a phone a long name has two lines: many differ in their end alone.
function folded(text, most = 19) {
  const at = text.length > most ? text.lastIndexOf(" ", most) : -1;
  return at < 0 ? short(text, 0) : `${plain(text.slice(0, at))}<br>${short(text.slice(at + 1), 0)}`;
}

const axis = (more) => ({
  gridcolor: LINE, zerolinecolor: "#b9c1c9", linecolor: "#b9c1c9", automargin: true,
  tickfont: { color: SOFT }, title: { font: { size: 12.5, color: SOFT }, standoff: 8 }, ...more,
});

// Where there is little room, the unit has a line of its own.
const axisTitle = (text, wide = 1000) => ({
  text: wide < 480 && text.length > 24 ? plain(text).replace(" [", "<br>[") : plain(text),
  font: { size: 12.5, color: SOFT }, standoff: 8,
});

const layout = (more) => ({
  font: FONT, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
  separators: D.lang === "vi" ? ",." : ".,",
  margin: { l: 8, r: 14, t: 8, b: 8 }, hovermode: "closest", dragmode: "zoom",
  hoverlabel: { bgcolor: "#fff", bordercolor: "#aab3bd", font: { ...FONT, size: 13 }, align: "left" },
  legend: { orientation: "h", x: 0, y: 1, xanchor: "left", yanchor: "bottom", font: { size: 13 } },
  showlegend: RUNS.length > 1, ...more,
});

const near = (cell, kpi, end) =>
  cell && cell[end] !== null ? Math.abs(cell[end] - cell[0]) * factor(kpi) : 0;

// Rows of dots with intervals, one dot a run; `rows` are {name, cells}, the first on top.
function dots(rows, kpi, wide, more = {}) {
  const folds = wide < 480 && rows.some((row) => short(row.name, wide) !== plain(row.name));
  const gap = RUNS.length > 1 ? Math.min(0.24, 0.6 / RUNS.length) : 0;
  const traces = RUNS.map(({ n, name, colour, shape }, slot) => {
    const some = rows.map((row, k) => [row, k]).filter(([row]) => row.cells[n] && row.cells[n][0] !== null);
    return {
      type: "scatter", mode: "markers", name: plain(name),
      x: some.map(([row]) => row.cells[n][0] * factor(kpi)),
      y: some.map(([, k]) => k + gap * (slot - (RUNS.length - 1) / 2)),
      error_x: {
        type: "data", symmetric: false, thickness: 1.6, width: 0, color: colour,
        array: some.map(([row]) => near(row.cells[n], kpi, 2)),
        arrayminus: some.map(([row]) => near(row.cells[n], kpi, 1)),
      },
      marker: { color: colour, symbol: shape, size: 9, line: { color: "#fff", width: 1 } },
      hovertemplate: "%{text}<extra></extra>",
      text: some.map(([row]) => `<b>${plain(row.name)}</b><br>${plain(name)}: ${cellText(row.cells[n], kpi)} ${plain(unit(kpi))}`),
    };
  });
  return {
    traces,
    layout: layout({
      height: 96 + rows.length * Math.max(folds ? 34 : 24, RUNS.length > 1 ? 13 + 7 * RUNS.length : 0),
      xaxis: axis({ title: axisTitle(title(kpi), wide), rangemode: "tozero", zeroline: false }),
      yaxis: axis({
        range: [rows.length - 0.4, -0.6], tickvals: rows.map((_, k) => k), ticks: "",
        ticktext: rows.map((row) => (folds ? folded(row.name) : short(row.name, wide))), tickfont: { color: INK, size: 12.5 }, zeroline: false,
      }),
      ...more,
    }),
    table: table(rows, kpi),
  };
}

// Heads and rows of the numbers behind a figure.
const table = (rows, kpi, corner = "") => ({
  caption: title(kpi), heads: [corner, ...RUNS.map((run) => run.name)],
  rows: rows.map((row) => [row.name, ...RUNS.map(({ n }) => cellText(row.cells[n], kpi))]),
});

const veil = (colour) => `${colour}2e`;

// Lines over the hours with bands, broken where a site is shut.
function lines(rows, kpi) {
  const traces = [];
  RUNS.forEach(({ n, name, colour, shape }) => {
    const parts = [];
    rows.forEach((row) => {
      const known = row.cells[n] && row.cells[n][0] !== null;
      const last = parts[parts.length - 1];
      if (known && last && last[last.length - 1].hour === row.hour - 1) last.push(row);
      else if (known) parts.push([row]);
    });
    parts.forEach((part, k) => {
      const x = part.map((row) => row.hour + 0.5);
      const end = (row, e) => (row.cells[n][e] === null ? row.cells[n][0] : row.cells[n][e]) * factor(kpi);
      traces.push({
        type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false, line: { width: 0 },
        fill: "toself", fillcolor: veil(colour),
        x: [...x, ...x.slice().reverse()],
        y: [...part.map((row) => end(row, 2)), ...part.map((row) => Math.max(0, end(row, 1))).reverse()],
      }, {
        type: "scatter", mode: "lines+markers", name: plain(name), showlegend: k === 0, legendgroup: `run${n}`,
        x, y: part.map((row) => row.cells[n][0] * factor(kpi)), line: { color: colour, width: 2.2 },
        marker: { color: colour, symbol: shape, size: 7 },
        hovertemplate: "%{text}<extra></extra>",
        text: part.map((row) => `<b>${plain(row.name)}</b><br>${plain(name)}: ${cellText(row.cells[n], kpi)} ${plain(unit(kpi))}`),
      });
    });
  });
  const hours = rows.map((row) => row.hour);
  const ticks = hours.length ? [...Array(hours[hours.length - 1] - hours[0] + 2).keys()].map((k) => k + hours[0]) : [];
  const every = ticks.length > 14 ? 4 : ticks.length > 7 ? 2 : 1;
  const shown = ticks.filter((_, k) => k % every === 0);
  return {
    traces,
    layout: layout({
      height: 340, showlegend: RUNS.length > 1,
      xaxis: axis({ tickvals: shown, ticktext: shown.map((hour) => `${hour}:00`), zeroline: false }),
      yaxis: axis({ title: axisTitle(title(kpi)), rangemode: "tozero", zeroline: false }),
    }),
    table: table(rows, kpi),
  };
}
