"""Plans of staff: a scenario with other officers.

Head counts follow the officers: those off the counter stay as many as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.model.spec import OfficerGroup, Scenario, Shift, Site

Groups = tuple[OfficerGroup, ...]


def shared_out(total: int, parts: Sequence[int], names: Sequence[str]) -> list[int]:
    """`total` in proportion to `parts`, in whole numbers by largest remainder.

    Equal remainders go by name, so that the order of the parts changes nothing.
    """
    whole = sum(parts)
    shares = [total * part // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(total * parts[i] % whole), names[i]))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def scaled_step(count: int, old: int, new: int) -> int:
    """A step of a count whose highest goes from `old` to `new`, rounded to the nearest."""
    return (2 * count * new + old) // (2 * old) if old else count


def with_groups(scenario: Scenario, groups: Mapping[str, Groups]) -> Scenario:
    """The scenario with other officer groups at some sites; `staff` follows."""
    sites = {
        id_: _staffed(site, groups[id_]) if id_ in groups else site
        for id_, site in scenario.sites.items()
    }
    return scenario.model_copy(update={"sites": sites})


def with_officers(scenario: Scenario, officers: Mapping[str, int]) -> Scenario:
    """The scenario with another number of officers at some sites, their groups in proportion.

    As where a file changes a site's `staff` and leaves its groups alone.
    """
    return with_groups(
        scenario, {id_: scaled(scenario.sites[id_].officers, n) for id_, n in officers.items()}
    )


def scaled(groups: Groups, officers: int) -> Groups:
    """Groups of so many officers together, in proportion, by largest remainder."""
    sizes = [group.size for group in groups]
    if sum(sizes) in (0, officers):
        return groups
    shares = shared_out(officers, sizes, [group.name for group in groups])
    return tuple(resized(group, n) for group, n in zip(groups, shares, strict=True))


def resized(group: OfficerGroup, officers: int) -> OfficerGroup:
    """The group with so many officers, its steps and shifts in proportion."""
    old = group.size
    if old == officers:
        return group
    count: int | tuple[tuple[int, int], ...] = officers
    if isinstance(group.count, tuple) and old:
        count = tuple((at, scaled_step(n, old, officers)) for at, n in group.count)
    return group.model_copy(update={"count": count, "shifts": _shifts(group.shifts, officers)})


def _shifts(shifts: tuple[Shift, ...], officers: int) -> tuple[Shift, ...]:
    counts = [shift.count for shift in shifts]
    if sum(counts) == 0:
        return () if officers else shifts
    shares = shared_out(officers, counts, [f"{i:03}" for i in range(len(counts))])
    return tuple(
        shift.model_copy(update={"count": n}) for shift, n in zip(shifts, shares, strict=True)
    )


def _staffed(site: Site, groups: Groups) -> Site:
    officers = sum(group.size for group in groups)
    return site.model_copy(update={"officers": groups, "staff": officers + site.off_counter})
