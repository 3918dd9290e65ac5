"""What a layer does to sites: a new head count scales the officers, points join other sites."""

from __future__ import annotations

from sim.errors import Problem
from sim.model.plan import scaled_step, shared_out
from sim.model.scenario_file.entries import Entry, Location, same
from sim.model.spec import Merge
from sim.model.words import did_you_mean
from sim.said import Said


def settle_staff(below: Entry, above: Entry) -> Entry:
    """The tree `above`, where heads and officers that a layer changed apart fit again.

    Where a layer changes a site's `staff` or `off_counter` and leaves its officers, the groups are
    scaled to the new number; where it changes the officers alone, the head count follows.
    """
    sites = above.at(("sites",))
    if sites is None or not isinstance(sites.value, dict):
        return above
    for id_ in sites.value:
        before, after = below.at(("sites", id_)), above.at(("sites", id_))
        if before is None or after is None or before is after:
            continue
        keys = ("staff", "off_counter", "officers")
        staff, off, officers = (same(before.at((key,)), after.at((key,))) for key in keys)
        if officers and not (staff and off):
            above = _scaled(above, id_)
        elif staff and off and not officers and _head_count(before) == _stated(before, "staff"):
            above = _counted(above, id_)
    return above


def _scaled(tree: Entry, id_: str) -> Entry:
    site = tree.at(("sites", id_))
    assert site is not None
    staff, off = _stated(site, "staff"), _stated(site, "off_counter") or 0
    groups = site.at(("officers",))
    sizes = _sizes(site)
    if staff is None or groups is None or sizes is None or sum(sizes) == 0 or staff < off:
        return tree  # what is wrong with it is told by the rules
    names = [_name(group, i) for i, group in enumerate(groups.value)]
    place = site.at(("staff",)) or site
    for i, (old, new) in enumerate(zip(sizes, shared_out(staff - off, sizes, names), strict=True)):
        count = groups.value[i].value["count"]
        if isinstance(count.value, dict):
            steps = {
                at: step.with_value(scaled_step(step.value, old, new))
                for at, step in count.value.items()
            }
            scaled = count.with_value(steps)
        else:
            scaled = Entry(new, place.file, place.line)
        tree = tree.put(("sites", id_, "officers", i, "count"), scaled)
        tree = _shifts_scaled(tree, ("sites", id_, "officers", i, "shifts"), new)
    return tree


def _shifts_scaled(tree: Entry, at: Location, officers: int) -> Entry:
    """The tree, where the shifts of a group are scaled with it."""
    shifts = tree.at(at)
    listed = shifts.value if shifts is not None and isinstance(shifts.value, tuple) else ()
    counts = [_stated(shift, "count") for shift in listed]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or sum(known) == 0:
        return tree
    names = [f"{i:03}" for i in range(len(known))]
    for i, count in enumerate(shared_out(officers, known, names)):
        place = listed[i].at(("count",)) or listed[i]
        tree = tree.put((*at, i, "count"), place.with_value(count))
    return tree


def _counted(tree: Entry, id_: str) -> Entry:
    site = tree.at(("sites", id_))
    assert site is not None
    heads = _head_count(site)
    officers = site.at(("officers",))
    if heads is None or officers is None or "staff" not in site.value:
        return tree
    return tree.put(("sites", id_, "staff"), Entry(heads, officers.file, officers.line))


def _stated(site: Entry, key: str) -> int | None:
    entry = site.at((key,))
    return entry.value if entry is not None and type(entry.value) is int else None


def _head_count(site: Entry) -> int | None:
    sizes = _sizes(site)
    return None if sizes is None else sum(sizes) + (_stated(site, "off_counter") or 0)


def _sizes(site: Entry) -> list[int] | None:
    """Officers of each group (the highest step), None if any of them is not a number yet."""
    officers = site.at(("officers",))
    if officers is None or not isinstance(officers.value, tuple):
        return None
    sizes = []
    for group in officers.value:
        count = group.at(("count",))
        steps = count.value.values() if count and isinstance(count.value, dict) else [count]
        if not steps or any(step is None or type(step.value) is not int for step in steps):
            return None
        sizes.append(max(step.value for step in steps if step is not None))
    return None if any(size < 0 for size in sizes) else sizes


def _name(group: Entry, position: int) -> str:
    name = group.at(("name",))
    return str(name.value) if name is not None else f"officers {position}"


def join_points(
    tree: Entry, merge: Merge, words: Entry, position: int
) -> tuple[Entry, list[Problem]]:
    """The tree with the points of one `merge` made part of the site that takes them in."""
    problems: list[Problem] = []

    def unknown(step: tuple[str | int, ...], name: str, rule: str, hint: str = "") -> None:
        place = words.at(("merge", position, *step)) or words
        path = f"merge[{position}].{step[0]}" + "".join(f"[{i}]" for i in step[1:])
        problems.append(
            Problem(file=place.file, line=place.line, path=path, value=name, rule=rule, hint=hint)
        )

    sites = tree.at(("sites",))
    known = sites.value if sites is not None and isinstance(sites.value, dict) else {}
    if merge.into not in known:
        hint = did_you_mean(merge.into, known, all_of=False)
        unknown(("into",), merge.into, Said("there is no such site."), hint)
        return tree, problems
    for i, name in enumerate(merge.points):
        found = _point(known, name)
        if found is None or tree.at(("sites", found)) is None:
            hint = did_you_mean(name, known, all_of=False)
            unknown(
                ("points", i),
                name,
                Said("there is no such site, nor the point of such a commune."),
                hint,
            )
        elif found == merge.into:
            unknown(("points", i), name, Said("a site cannot be merged into itself."))
        elif known[found].at(("arrivals",)) is not None:
            unknown(("points", i), name, Said("a site with arrivals of its own cannot be merged."))
        else:
            tree = _joined(tree, merge, found)
    return tree, problems


def _point(sites: dict[str, Entry], name: str) -> str | None:
    """A site by its id, or the one point that stands in the commune of this code."""
    if name in sites:
        return name
    found = [
        id_
        for id_, site in sites.items()
        if _said(site, "tier") == "point" and str(_said(site, "commune")) == name
    ]
    return found[0] if len(found) == 1 else None


def _said(site: Entry, key: str) -> object:
    entry = site.at((key,))
    return None if entry is None else entry.value


def _joined(tree: Entry, merge: Merge, point_id: str) -> Entry:
    point, target = tree.at(("sites", point_id)), tree.at(("sites", merge.into))
    assert point is not None
    assert target is not None
    at = ("sites", merge.into)
    catchment = target.with_value(_catchment(target) + _catchment(point))
    tree = tree.put((*at, "catchment"), catchment)
    if merge.staff_moves:
        for key, value in _together(target, point).items():
            tree = tree.put((*at, key), target.with_value(value))
        officers = target.at(("officers",))
        moved = point.at(("officers",))
        if officers and moved and isinstance(officers.value + moved.value, tuple):
            groups = officers.value + tuple(_renamed(each, point_id) for each in moved.value)
            tree = tree.put((*at, "officers"), officers.with_value(groups))
    tree = tree.put(("sites", point_id), None)
    table = tree.at(("travel", "table"))
    if table is not None and isinstance(table.value, dict):
        for commune in table.value:
            tree = tree.put(("travel", "table", commune, point_id), None)
    return tree


def _catchment(site: Entry) -> tuple[Entry, ...]:
    entry, commune = site.at(("catchment",)), site.at(("commune",))
    if entry is not None:
        return entry.value if isinstance(entry.value, tuple) else (entry,)
    return (commune,) if commune is not None and _said(site, "tier") == "point" else ()


def _together(target: Entry, point: Entry) -> dict[str, int]:
    """Head counts of both together, as far as the target states its own."""
    heads: dict[str, int] = {}
    staff = _stated(target, "staff")
    moved = _stated(point, "staff")
    moved = _head_count(point) if moved is None else moved
    if staff is not None and moved is not None:
        heads["staff"] = staff + moved
    off = (_stated(target, "off_counter") or 0) + (_stated(point, "off_counter") or 0)
    if off:
        heads["off_counter"] = off
    return heads


def _renamed(group: Entry, point_id: str) -> Entry:
    """The group under a name that no other group of the target can have by accident."""
    if not isinstance(group.value, dict):
        return group
    name = f"{_said(group, 'name') or 'officers'} from {point_id}"
    return group.put(("name",), Entry(name, group.file, group.line))
