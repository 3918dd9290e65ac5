"""Every figure shows what the numbers say, in both languages, for large and small scenarios."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib.image
import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.report.figures import dossiers, load, queue, stages, style, waits, worst, write_all
from sim.report.results import Results
from tests.report import fakes


@pytest.fixture(scope="module")
def phases() -> Results:
    return fakes.phases(n_points=22, n_replications=4)


@pytest.fixture(scope="module")
def office() -> Results:
    return fakes.results([fakes.run("mm3", tiers=False, n_replications=1)])


def _texts(figure: Figure) -> list[str]:
    figure.draw_without_rendering()
    found = [text.get_text() for text in figure.findobj(matplotlib.text.Text)]
    return [text for text in found if text]


def test_write_all(tmp_path: Path, phases: Results) -> None:
    """Five pictures with something on them, and the style stays with them."""
    before = dict(matplotlib.rcParams)
    files = write_all(tmp_path, phases, "vi")
    assert [file.name for file in files] == [
        "waits.png", "worst-sites.png", "queue.png", "utilisation.png", "dossiers.png",
    ]  # fmt: skip
    for file in files:
        picture = matplotlib.image.imread(file)
        assert picture.shape[1] >= 1000
        assert np.ptp(picture[..., :3]) > 0.9
    assert dict(matplotlib.rcParams) == before


def test_one_office_has_only_the_figures_that_mean_something(
    tmp_path: Path, office: Results
) -> None:
    """No ranking of one site, and no cloud of one point."""
    names = [file.name for file in write_all(tmp_path, office)]
    assert names == ["waits.png", "queue.png"]


def test_waits_label_each_bar_with_its_interval(phases: Results) -> None:
    """Labels are the numbers of the table, and the source names intervals and period."""
    with style.applied():
        texts = _texts(waits.draw(phases, "en"))
    assert "How long citizens wait" in texts
    assert {"Phase I", "Phase II", "Phase III", "Branches"} <= set(texts)
    source = "Simulation, 4 replications, 2025-01-01 to 2025-06-30. Thin lines: 95 % intervals."
    assert source in texts
    assert sum("±" in text for text in texts) == 3 * 4


def test_one_replication_is_named_as_such(office: Results) -> None:
    """No interval is claimed where there is none."""
    with style.applied():
        texts = _texts(waits.draw(office, "en"))
    assert any(text.endswith("One replication: no intervals.") for text in texts)
    assert not any("±" in text for text in texts)


def test_waits_leave_out_tiers_where_nobody_is_served() -> None:
    """A blank measure has no bar and no label."""
    run = fakes.run("a", n_points=2, n_replications=2)
    for kpi in ("wait_mean", "abandoned_share"):
        run.values[:, run.rows.index(("tier", "center")), fakes.KPI_NAMES.index(kpi)] = np.nan
    with style.applied():
        texts = _texts(waits.draw(fakes.results([run]), "en"))
    assert sum("±" in text for text in texts) == 3


def test_worst_sites_begin_with_the_longest_wait(phases: Results) -> None:
    """Ten rows, and a note where a scenario lacks a site."""
    with style.applied():
        figure = worst.draw(phases, "en")
        texts = _texts(figure)
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 10
    assert labels[0] == "Chi nhánh Thuận An"
    assert "The 10 sites where citizens wait longest" in texts
    assert any("No point: the scenario does not have the site." in text for text in texts)


def test_few_sites_have_another_title_and_no_target_if_targets_differ() -> None:
    """Two offices are not ranked as the worst ten."""
    runs = [fakes.run(label, n_points=0, n_replications=2) for label in "ab"]
    for run in runs:
        keep = ("center", "branch-1")
        run.scenario.sites = {site: run.scenario.sites[site] for site in keep}
    runs[1].scenario.wait_target = 10.0
    found = fakes.results(runs)
    with style.applied():
        texts = _texts(worst.draw(found, "vi"))
        load_texts = _texts(load.draw(found, "vi"))
    assert "Thời gian chờ tại từng nơi" in texts
    assert not any("mục tiêu" in text for text in texts + load_texts)


def test_queue_by_hour_is_the_mean_per_open_site() -> None:
    """Two sites of a tier with 3 and 5 waiting make 4; the interval is over replications."""
    run = fakes.run("a", n_points=0, n_replications=2)
    column = fakes.KPI_NAMES.index("queue_mean")
    for site, waiting in (("branch-0", 3.0), ("branch-1", 5.0)):
        row = run.rows.index(("site/hour", f"{site}/08"))
        run.values[:, row, column] = waiting - 1, waiting + 1
    tiers = {"branch-0": "branch", "branch-1": "branch"}
    table = queue.queue_by_hour([fakes.per_replication(run)], tiers)
    rows = table[(table["tier"] == "branch") & (table["hour"] == 8)]
    # Student's t with one degree of freedom is 12.7062; the deviation of 3 and 5 over sqrt 2 is 1.
    assert rows[["mean", "low", "high"]].to_numpy().tolist() == [
        pytest.approx([4.0, 4 - 12.7062, 4 + 12.7062], abs=1e-4)
    ]


def test_queue_breaks_the_line_over_midday(phases: Results) -> None:
    """A morning and an afternoon for each scenario in each panel."""
    with style.applied():
        figure = queue.draw(phases, "en")
        _texts(figure)
    assert [len(axes.lines) for axes in figure.axes] == [6, 6, 6]
    assert [axes.get_title("left") for axes in figure.axes] == [
        "Provincial centre", "Branches", "Reception points",
    ]  # fmt: skip


def test_queue_needs_opening_hours() -> None:
    """Nothing ever open, no figure."""
    run = fakes.run("a", tiers=False, n_replications=2)
    keep = [n for n, row in enumerate(run.rows) if row[0] != "site/hour"]
    run.rows, run.values = [run.rows[n] for n in keep], run.values[:, keep]
    assert queue.draw(fakes.results([run]), "en") is None


def test_load_names_the_longest_waits(phases: Results) -> None:
    """Three names a panel; a long one gives way to the tier or is cut."""
    with style.applied():
        texts = _texts(load.draw(phases, "en"))
    assert texts.count("Chi nhánh Thuận An") == 3
    assert load._short_name(phases, "center", "en") == "Provincial centre"
    assert load._short_name(phases, "point-00", "en") == "Điểm Tân Định 0 (Thủ Dầ…"


def test_load_puts_many_scenarios_in_rows() -> None:
    """Four panels are two rows; the two places left over are removed."""
    runs = [fakes.run(label, n_points=2, n_replications=2) for label in "abcd"]
    runs[0].values[:, :, fakes.KPI_NAMES.index("wait_mean")] = np.nan
    with style.applied():
        figure = load.draw(fakes.results(runs), "en")
        _texts(figure)
    assert len(figure.axes) == 4


def test_numbers_on_axes_are_those_of_the_language() -> None:
    """No noise of binary fractions, and the comma of Vietnamese."""
    figure = Figure()
    axes = figure.subplots()
    style.local_numbers(axes, "vi")
    write = axes.xaxis.get_major_formatter()
    assert [write(value, 0) for value in (0.0, 0.6000000000000001, 1.25, 1000.0, 0.0004)] == [
        "0", "0,6", "1,25", "1.000", "0,000",
    ]  # fmt: skip


def test_all_who_are_not_served_are_in_the_bar() -> None:
    """Left, sent home, came to shut doors, turned back, did not come: 1 + 2 + 3 + 4 + 5 per cent.

    The legend names those that can be seen.
    """
    run = fakes.run("a", tiers=False, n_replications=2)
    kpis = ("abandoned", "sent_home", "turned_away", "balked", "no_show")
    row = run.rows.index(("network", "all"))
    for n, kpi in enumerate(kpis, 1):
        run.values[:, row, fakes.KPI_NAMES.index(f"{kpi}_share")] = n / 100
    with style.applied():
        figure = waits.draw(fakes.results([run]), "en")
        texts = _texts(figure)
    assert figure is not None
    assert [bar.get_width() for bar in figure.axes[1].patches] == pytest.approx([1, 2, 3, 4, 5])
    assert "15.0" in texts
    legend = figure.axes[1].get_legend()
    assert legend is not None
    assert len(legend.get_texts()) == 5
    run.values[:, row, fakes.KPI_NAMES.index("balked_share")] = 0.0004
    with style.applied():
        texts = _texts(waits.draw(fakes.results([run]), "en"))
    assert "11.0" in texts
    assert "booked, did not come" in texts
    assert "turned back at a long queue" not in texts


@pytest.mark.parametrize("draw", [waits.draw, worst.draw, queue.draw, load.draw])
def test_small_print_tells_of_changes_and_interrupts(draw: Any) -> None:
    """Nobody takes half a study, or one with other numbers, for the whole one."""
    runs = [fakes.run(label, n_points=2, n_replications=2) for label in "ab"]
    runs[1].interrupted = True
    sets = ("sites[tier=branch].staff=14", "name=$x$ and $y$")
    found = replace(fakes.results(runs), sets=sets, plan="plan.xlsx")
    with style.applied():
        (small,) = (text for text in _texts(draw(found, "en")) if "--set" in text)
        assert " ".join(small.split()).endswith(
            "Changed by --set: sites[tier=branch].staff=14; name=$x$ and $y$ "
            "Staffed by the plan plan.xlsx "
            "Interrupted: only what was finished is shown."
        )
        runs[1].interrupted = False
        texts = _texts(draw(fakes.results(runs), "en"))
    assert not any("--set" in text or "Interrupted" in text for text in texts)


def test_names_of_sites_cover_no_site(phases: Results) -> None:
    """All points are kept clear in every panel."""
    with style.applied():
        figure = load.draw(phases, "en")
        _texts(figure)
    assert figure is not None
    for axes, run in zip(figure.axes, phases.runs, strict=True):
        boxes = [t.get_window_extent() for t in axes.texts if t.get_text()]
        assert len(boxes) == 3
        found = [
            (
                100 * phases.estimate(run.label, "site", site, "utilisation").mean,
                phases.estimate(run.label, "site", site, "wait_mean").mean,
            )
            for site in run.system.site_ids
        ]
        spots = axes.transData.transform(np.array(found))
        assert not any(box.contains(*spot) for box in boxes for spot in spots)


def test_dossiers_show_what_is_late_how_long_and_at_whose_cost(phases: Results) -> None:
    """A bar with its number in each panel for four groups and three phases; 99 % on time: 1."""
    run = fakes.run("a", n_points=2, n_replications=2)
    run.values[:, :, fakes.KPI_NAMES.index("on_time_share")] = 0.99
    with style.applied():
        figure = dossiers.draw(phases, "vi")
        texts = _texts(figure)
        alone = _texts(dossiers.draw(fakes.results([run]), "en"))
    assert sum("±" in text for text in texts) == 3 * 4 * 3
    assert {"di chuyển", "tại nơi tiếp nhận", "Kết quả trễ hạn\n[% số hồ sơ có hạn]"} <= set(texts)
    assert alone.count("1.0 ± 0.0") == 4


def test_dossiers_without_travel_have_bars_of_one_part() -> None:
    """No legend of parts; where it is not known when nine in ten are ready, a word."""
    run = fakes.run("a", n_points=2, n_replications=2)
    run.values[:, :, fakes.KPI_NAMES.index("travel_mean")] = np.nan
    row = run.rows.index(("tier", "point"))
    for kpi in ("turnaround_p90", "on_time_share", "citizen_time_mean"):
        run.values[:, row, fakes.KPI_NAMES.index(kpi)] = np.nan
    with style.applied():
        texts = _texts(dossiers.draw(fakes.results([run]), "en"))
    assert "on the road" not in texts
    assert texts.count("not known") == 1
    assert sum("±" in text for text in texts) == 3 * 3


def test_without_units_there_is_no_figure_of_dossiers() -> None:
    """Nothing would be on it."""
    assert dossiers.draw(fakes.results([fakes.run("a", units=False)]), "en") is None


def test_stages_stand_in_their_order_site_by_site(tmp_path: Path) -> None:
    """Only where there are any; one office needs no name beside its stages."""
    run = fakes.with_stages(fakes.run("a", tiers=False, n_replications=3), "office")
    office = fakes.results([run])
    with style.applied():
        figure = stages.draw(office, "en")
        texts = _texts(figure)
    assert "How long citizens wait at each stage" in texts
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert labels == ["guide", "desk", "cashier"]
    points = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_marker() == "o"]
    waits_there = [
        office.estimate("a", "site/stage", f"office/{stage}", "wait_mean").mean for stage in labels
    ]
    assert points == pytest.approx(waits_there)
    assert "stages.png" in [file.name for file in write_all(tmp_path, office)]


def test_stages_of_several_sites_and_scenarios(phases: Results) -> None:
    """At most five sites, the longest wait first, a point for each scenario."""
    branches = [f"branch-{d}" for d in range(7)]
    runs = [fakes.with_stages(run, *branches) for run in phases.runs]  # type: ignore[arg-type]
    results = fakes.results(runs)
    with style.applied():
        figure = stages.draw(results, "vi")
        texts = _texts(figure)
        assert stages.draw(phases, "vi") is None
    labels = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert len(labels) == 15
    assert labels[:2] == ["Chi nhánh Thuận An – guide", "Chi nhánh Thuận An – desk"]
    assert "Thời gian chờ ở từng công đoạn, tại 5 nơi có công đoạn phải chờ lâu nhất" in texts
    assert {"Giai đoạn I", "Giai đoạn II", "Giai đoạn III"} <= set(texts)
    assert not any("Không có điểm" in text for text in texts)


def test_a_scenario_without_the_stages_of_another_is_told(phases: Results) -> None:
    """The first one has one desk where the others have three in turn."""
    runs = list(phases.runs)
    runs[1:] = [fakes.with_stages(run, "branch-1") for run in runs[1:]]  # type: ignore[arg-type]
    with style.applied():
        texts = _texts(stages.draw(fakes.results(runs), "en"))  # type: ignore[arg-type]
    assert any("No point: nobody passes the stage" in text for text in texts)
