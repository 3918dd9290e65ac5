// The network on a map: cells of communes coloured by a measure, and the sites on top.
const RAMP = ["#fde9c4", "#f6c27a", "#e8945c", "#c9604f", "#93344c", "#541a3f"];
const TIER = { center: ["#000000", "star"], branch: ["#0072B2", "square"], point: ["#ffffff", "circle"], "": ["#0072B2", "circle"] };

choices.map = () => ({
  scenario: D.runs.map((run, n) => [String(n), run]),
  measure: ordered(COMMUNE, "commune").map((kpi) => [kpi, D.measures[kpi].name]),
});

function shade(value, low, high) {
  if (value === null || value === undefined) return "#e6e9ec";
  const at = high > low ? Math.min(0.9999, Math.max(0, (value - low) / (high - low))) : 0;
  const k = Math.floor(at * (RAMP.length - 1)), part = at * (RAMP.length - 1) - k;
  const mix = (from) => Math.round(parseInt(RAMP[k].slice(from, from + 2), 16) * (1 - part) + parseInt(RAMP[k + 1].slice(from, from + 2), 16) * part);
  return `rgb(${mix(1)},${mix(3)},${mix(5)})`;
}

function cellsOfMap(n, kpi) {
  const of = (commune) => (cells("commune", kpi, commune.id)[n] || [null])[0];
  // One scale for all scenarios, so that they can be compared.
  const all = Object.values(has("commune", kpi) ? D.values.commune[kpi] : {}).flat()
    .filter((cell) => cell && cell[0] !== null).map((cell) => cell[0]).sort((a, b) => a - b);
  const low = all[Math.floor(0.02 * all.length)], high = all[Math.ceil(0.98 * all.length) - 1];
  const traces = D.communes.map((commune) => ({
    type: "scatter", mode: "lines", fill: "toself", hoveron: "fills", showlegend: false,
    x: commune.shape.map(([x]) => x).concat(commune.shape[0][0]),
    y: commune.shape.map(([, y]) => y).concat(commune.shape[0][1]),
    fillcolor: shade(of(commune), low, high), line: { color: "#fff", width: 0.8 },
    opacity: !state.district || commune.district === state.district ? 1 : 0.35,
    hoverinfo: "text",
    text: `<b>${plain(commune.name)}</b> (${plain(commune.district)})<br>${plain(title(kpi))}: ${cellText(cells("commune", kpi, commune.id)[n], kpi)}`,
  }));
  const scale = {
    type: "scatter", mode: "markers", x: [null], y: [null], showlegend: false, hoverinfo: "skip",
    marker: {
      color: [low * factor(kpi)], cmin: low * factor(kpi), cmax: high * factor(kpi), showscale: true,
      colorscale: RAMP.map((colour, k) => [k / (RAMP.length - 1), colour]),
      colorbar: { thickness: 12, len: 0.6, outlinewidth: 0, title: { text: plain(unit(kpi)), font: { size: 12 } }, tickfont: { color: SOFT } },
    },
  };
  return all.length ? [...traces, scale] : traces;
}

function sitesOfMap(n) {
  const shown = sitesShown().filter((site) => site.at && site.in.includes(n));
  return Object.keys(TIER).filter((tier) => shown.some((site) => site.tier === tier)).map((tier) => {
    const some = shown.filter((site) => site.tier === tier);
    const staff = (site) => (cells("site", "staff", site.id)[n] || [4])[0] || 4;
    return {
      type: "scatter", mode: "markers", name: plain(tier ? nameOf("tier", tier) : W.site),
      x: some.map((site) => site.at[0]), y: some.map((site) => site.at[1]),
      marker: {
        color: TIER[tier][0], symbol: TIER[tier][1], line: { color: tier === "point" ? "#1d2530" : "#fff", width: 1.4 },
        size: some.map((site) => 5 + 1.8 * Math.sqrt(staff(site))),
      },
      hovertemplate: "%{text}<extra></extra>",
      text: some.map((site) => {
        const lines = ["staff", "wait_mean", "utilisation"].filter((kpi) => has("site", kpi)).map((kpi) =>
          `${plain(D.measures[kpi].name)}: ${cellText(cells("site", kpi, site.id)[n], kpi)} ${plain(unit(kpi))}`);
        return [`<b>${plain(site.name)}</b>`, ...lines].join("<br>");
      }),
    };
  });
}

figures.map = (chosen, wide) => {
  const n = Number(chosen.scenario || 0), kpi = chosen.measure;
  const near = D.communes.filter((commune) => commune.district === state.district).flatMap((commune) => commune.shape);
  const span = (k) => { const ends = near.map((at) => at[k]); return [Math.min(...ends) - 1, Math.max(...ends) + 1]; };
  const zoomed = near.length ? { x: { range: span(0) }, y: { range: span(1) } } : { x: {}, y: {} };
  const rows = sitesShown().filter((site) => site.at).map((site) => ({ name: site.name, cells: cells("site", "wait_mean", site.id) }));
  const communes = D.communes.filter((commune) => !state.district || commune.district === state.district)
    .map((commune) => ({ name: commune.name, cells: cells("commune", kpi, commune.id) }));
  return {
    traces: [...(kpi ? cellsOfMap(n, kpi) : []), ...sitesOfMap(n)],
    layout: layout({
      height: wide < 480 ? 460 : 720, showlegend: true,
      xaxis: axis({ title: axisTitle(W.east), showgrid: false, zeroline: false, constrain: "domain", ...zoomed.x }),
      yaxis: axis({ title: axisTitle(W.north), showgrid: false, zeroline: false, scaleanchor: "x", scaleratio: 1, constrain: "domain", ...zoomed.y }),
    }),
    table: kpi ? table(communes, kpi) : table(rows, "wait_mean"),
    about: `${D.runs[n]} · ${scopeText()}`,
  };
};
