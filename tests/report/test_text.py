"""The printed tables, as a manager sees them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from sim.report.results import Results
from sim.report.text import WIDTH, as_text, render
from tests.report import fakes


def _exact(label: str, wait: float, half: float) -> fakes.Run:
    """A run of two replications whose every mean wait is `wait`, give or take."""
    run = fakes.run(label, n_points=1, n_replications=2)
    values = run.values.mean(axis=0, keepdims=True).repeat(2, axis=0)
    values[:, :, fakes.KPI_NAMES.index("wait_mean")] = [[wait - half], [wait + half]]
    run.values[:] = values
    return run


def test_comparison_puts_scenarios_and_their_differences_side_by_side() -> None:
    """Values with intervals, then the differences from the first."""
    results = fakes.results([_exact("phase-1", 12.0, 0.4), _exact("phase-2", 9.0, 0.4)])
    lines = as_text(render(results)).splitlines()
    assert lines[:3] == [
        "Phase I, Phase II side by side: waits and service",
        "181 days from 2025-01-01 to 2025-06-30; 2 replications, seed 7. "
        "± is the half-width of the 95 %",
        "interval of the mean.",
    ]
    table = [line for line in lines if line.startswith((" Whole", "   Mean wait"))]
    assert table[:2] == [
        " Whole network",
        "   Mean wait [min]           12.0 ± 0.8   9.0 ± 0.8  −3.0 ± 0.0",
    ]


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_line_is_wider_than_a_hundred_columns(lang: str) -> None:
    """Three phases with large numbers and long names, in both languages."""
    results = fakes.phases(n_points=22, n_replications=4)
    text = as_text(render(results, lang))  # type: ignore[arg-type]
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "\x1b" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_colours_are_for_terminals() -> None:
    """Escape codes appear only when asked for."""
    results = fakes.phases(n_points=1, n_replications=2)
    assert "\x1b[" in as_text(render(results), colour=True)


def test_many_scenarios_come_in_tables_that_repeat_the_first() -> None:
    """Two beside the base at a time."""
    runs = [fakes.run(label, n_points=1, n_replications=2) for label in "abcde"]
    text = as_text(render(fakes.results(runs)))
    heads = [line for line in text.splitlines() if line.strip().startswith("The a ")]
    assert len(heads) == 2 * 3  # of waits, of dossiers, of tenths


def test_one_scenario_shows_tiers_side_by_side_and_its_worst_sites() -> None:
    """The site with the longest wait is first."""
    text = as_text(render(fakes.results([fakes.run("phase-2", n_points=3)])))
    lines = text.splitlines()
    assert lines[0] == "Phase II: waits and service"
    assert any("Whole network  Provincial centre" in line for line in lines)
    start = lines.index("The sites where citizens wait longest")
    assert lines[start + 5].startswith(" Chi nhánh Thuận An ")


def test_one_office_and_one_replication() -> None:
    """No tiers, no ranking of one site, no interval - and that is said."""
    text = as_text(render(fakes.results([fakes.run("mm3", tiers=False, n_replications=1)])))
    assert "1 replication, seed 7: no interval can be given." in text
    assert "±" not in text
    assert "longest" not in text


def test_within_says_the_target_of_the_scenarios() -> None:
    """The target is in the name of the row, if there is one for all."""
    results = fakes.results([fakes.run("a", tiers=False, n_replications=2)])
    results.runs[0].scenario.wait_target = 12.5
    assert "Within 12.5 min [%]" in as_text(render(results))
    several = fakes.phases(n_points=1, n_replications=2)
    several.runs[0].scenario.wait_target = 15.0
    assert "Within the target [%]" in as_text(render(several))


def test_notes_tell_of_interrupts_precision_and_what_is_counted() -> None:
    """What a reader must know stands above the table."""
    runs = [fakes.run(label, n_points=1, n_replications=2, units=False) for label in "ab"]
    runs[0].scenario.communes = {"1": object()}
    runs[0].precision_reached = False
    runs[1].interrupted = True
    text = as_text(render(fakes.results(runs)))
    assert "are of counter visits to file and enquire only." in text
    assert "The a: the precision asked for was not reached in 2 replications." in text
    assert "Interrupted: this is what was finished of The b (2 replications)." in text


def _with_gains(rows: list[tuple[str, float, float, float, str]]) -> Results:
    found = fakes.results([fakes.run(label, n_points=1, n_replications=2) for label in "ab"])
    names = ["site", "mean", "ci_low", "ci_high", "side"]
    frame = pd.DataFrame(rows, columns=names).assign(scenario="b", against="a")
    return replace(found, gains_and_losses=frame)


def test_gains_and_losses_name_the_side_only_beyond_chance() -> None:
    """An interval that holds zero is no gain."""
    text = as_text(
        render(
            _with_gains(
                [
                    ("branch-0", -3.0, -4.0, -2.0, "gain"),
                    ("branch-1", 2.0, 1.0, 3.0, "lose"),
                    ("branch-2", 0.5, -0.5, 1.5, "lose"),
                ]
            )
        )
    )
    ends = [line.rsplit("  ", 1)[-1] for line in text.splitlines() if "Chi nhánh" in line]
    assert ends == ["wait falls", "wait grows", "within chance"]
    assert "Intervals hold for all sites at once (95 %)." in text


def test_no_gains_are_told() -> None:
    """Two scenarios that are the same have none; unasked for, nothing is said."""
    results = replace(_with_gains([]), gains_and_losses=None)
    assert "No site" not in as_text(render(results))
    text = as_text(render(_with_gains([])))
    assert "No site's mean wait differs between The b and The a." in text
    assert "at once" not in text


def test_nothing_to_show() -> None:
    """No run, no table; nobody served, no ranking."""
    empty = Results(runs=(), summary=pd.DataFrame(), tables=())
    assert as_text(render(empty)) == "\n"
    run = fakes.run("a", n_points=2, n_replications=2)
    run.values[:, :, fakes.KPI_NAMES.index("wait_mean")] = float("nan")
    assert "No visit was served in the period." in as_text(render(fakes.results([run])))


def with_access(run: fakes.Run, communal: float, branch: float) -> fakes.Run:
    """The run with these shares of the network's residents near a site."""
    row = run.rows.index(("network", "all"))
    run.values[:, row, fakes.KPI_NAMES.index("access_share")] = communal
    run.values[:, row, fakes.KPI_NAMES.index("branch_access_share")] = branch
    return run


def test_access_stands_with_the_network_and_has_no_interval() -> None:
    """Side by side with differences, or in the column of the network; explained above."""
    runs = [with_access(_exact(f"phase-{n}", 9.0, 0.4), 1.0, 0.5 + n / 8) for n in (1, 2)]
    expected = [
        "   Within 30 min or 5 km [%]",
        "     commune-level service        100.0        100.0         0.0",
        "     branch-level service          62.5         75.0       +12.5",
    ]
    lines = as_text(render(fakes.results(runs))).splitlines()
    start = lines.index(expected[0])
    assert [line.split() for line in lines[start : start + 3]] == [row.split() for row in expected]
    assert lines[start - 1].startswith("   Staff")
    assert any(line.startswith("Within 30 min or 5 km: residents with less") for line in lines)
    single = as_text(render(fakes.results(runs[:1]))).splitlines()
    assert [line.split() for line in single if "-level service" in line] == [
        ["commune-level", "service", "100.0"],
        ["branch-level", "service", "62.5"],
    ]


def test_nothing_is_said_of_access_where_it_is_not_known() -> None:
    """An office has no residents."""
    text = as_text(render(fakes.results([fakes.run("office", tiers=False)])))
    assert "5 km" not in text


def test_changes_on_the_command_line_are_told_under_the_title() -> None:
    """As they were typed."""
    found = replace(fakes.results([_exact("phase-1", 12.0, 0.4)]), sets=("a.b=1", "c=[x]"))
    assert as_text(render(found)).splitlines()[1] == "Changed by --set: a.b=1; c=[x]"
    assert as_text(render(found, "vi")).splitlines()[1] == "Thay đổi bằng --set: a.b=1; c=[x]"


def test_dossiers_have_a_table_of_their_own_with_what_is_counted() -> None:
    """Between waits and what stands out: for each group, then the tenths for the network."""
    results = fakes.results([fakes.run(label, n_replications=2) for label in ("a", "b")])
    results.runs[0].scenario.communes = {"1": object()}
    lines = as_text(render(results)).splitlines()
    order = [
        next(n for n, line in enumerate(lines) if line.strip().startswith(begin))
        for begin in (
            "Shares of those unserved are of visits", "Mean wait [min]",
            "Dossiers: how long they take", "Results on time [%]", "Open at the end",
            "Of dossiers filed in the period", "Who waits and who travels", "Wait: best tenth",
            "Road: worst tenth", "Means of the communes", "No site's mean wait",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    assert sum("Results on time [%]" in line for line in lines) == 4
    assert sum("Wait: worst tenth" in line for line in lines) == 1
    assert not any("±" in line for line in lines if "Open at the end" in line)
    assert not any("to file and enquire only" in line for line in lines)


def test_without_units_and_communes_nothing_is_said_of_dossiers() -> None:
    """An M/M/3 queue is about waits."""
    text = as_text(render(fakes.results([fakes.run("mm3", tiers=False, n_replications=2)])))
    assert "ossier" not in text
    assert "tenth" not in text


def test_tenths_are_shown_as_far_as_they_are_known() -> None:
    """Without a travel time there is still a wait."""
    run = fakes.run("a", n_points=2, n_replications=2)
    for kpi in ("travel_best_tenth", "travel_worst_tenth"):
        run.values[:, :, fakes.KPI_NAMES.index(kpi)] = float("nan")
    text = as_text(render(fakes.results([run])))
    assert "Wait: worst tenth" in text
    assert "Road: worst tenth" not in text


def test_an_office_with_stages_has_a_table_of_its_lines() -> None:
    """In the order of the stages, with tickets, waits and those who left; and what a wait is."""
    run = fakes.with_stages(fakes.run("mm3", tiers=False, n_replications=3), "office")
    lines = as_text(render(fakes.results([run]))).splitlines()
    start = lines.index("Waits at each stage")
    head = " ".join(lines[start + 1 : start + 5])
    for word in ("Tickets", "Stage", "Mean wait", "Within", "Sent"):
        assert word in head
    rows = [line.split() for line in lines[start + 5 : start + 8]]
    assert [row[0] for row in rows] == ["guide", "desk", "cashier"]
    results = fakes.results([run])
    wait = results.estimate("mm3", "site/stage", "office/cashier", "wait_mean")
    assert rows[2][2:5] == [f"{wait.mean:.1f}", "±", f"{wait.half_width:.1f}"]
    assert lines[-1].startswith("The wait of a visit, in the tables above, is the sum")


def test_of_many_sites_with_stages_those_with_the_longest_waits_are_shown() -> None:
    """Five sites by name, the longest wait first, each with its stages below."""
    run = fakes.run("phase-2", n_points=9, n_replications=3)
    points = [f"point-{k:02d}" for k in range(7)]
    results = fakes.results([fakes.with_stages(run, *points)])
    text = as_text(render(results, "vi"))
    _, _, table = text.partition("tại 5 nơi có công đoạn phải chờ lâu nhất")
    names = [results.name("site", site, "vi") for site in results.longest_waits(99)
             if site in points]  # fmt: skip
    places = [table.find(f" {name}\n") for name in names]
    assert places[:5] == sorted(places[:5])
    assert min(places[:5]) > 0 > max(places[5:])
    assert table.count("cashier") == 5
    assert max(map(len, text.splitlines())) <= WIDTH


def test_without_stages_and_in_a_comparison_no_line_is_told() -> None:
    """Nor where a site has stages that nobody came for."""
    plain = fakes.run("mm3", tiers=False, n_replications=2)
    staged = fakes.with_stages(plain, "office")
    idle = fakes.with_stages(plain, "office")
    idle.values[:, -3:, fakes.KPI_NAMES.index("arrivals_per_day")] = 0.0
    other = replace(staged, label="other")
    for runs in ([plain], [idle], [staged, other]):
        assert "stage" not in as_text(render(fakes.results(runs)))


def test_costs_have_a_table_of_their_own_where_they_are_known() -> None:
    """In the scenario's currency, in millions where they are large; hours in queues beside them."""
    run = fakes.run("a", tiers=False, n_replications=2, currency="EUR")
    text = as_text(render(fakes.results([run])))
    assert "\nWhat it costs\n" in text
    assert len([line for line in text.splitlines() if line.startswith(" In queues [h/day]")]) == 1
    (officers,) = [line for line in text.splitlines() if line.startswith(" Officers [EUR]")]
    assert officers.split()[2].startswith("4,")
    assert officers.split()[2].count(",") == 2
    run.values[:, :, fakes.KPI_NAMES.index("officer_cost_per_day")] *= 10
    text = as_text(render(fakes.results([run]), "vi"))
    (officers,) = [line for line in text.splitlines() if line.startswith(" Công chức [triệu EUR]")]
    assert len(officers.split()[4]) == len("47,0")


def test_without_costs_nothing_is_said_of_them() -> None:
    """Not even the hours."""
    text = as_text(render(fakes.results([fakes.run("a", n_points=1, n_replications=2)])))
    assert "In queues" not in text


def test_the_plan_is_told_under_the_title() -> None:
    """As what was changed by --set is."""
    results = fakes.results([fakes.run("a", tiers=False, n_replications=2)])
    text = as_text(render(replace(results, plan="plan.xlsx#14")))
    assert text.splitlines()[1] == "Staffed by the plan plan.xlsx#14"
