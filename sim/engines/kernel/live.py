"""Choice of site by what goes on there (D9): the wait to expect, and a visit that begins now."""

from __future__ import annotations

from sim.engines.kernel.loop import doors_open
from sim.engines.kernel.state import (
    BUSY,
    FAR,
    FILE,
    IDLE,
    MASK_BITS,
    N_PURPOSES,
    STANDBY,
    Counters,
    Ints,
    Life,
    Live,
    Record,
    Table,
)
from sim.jit import compiled, hot


@compiled
def is_held(
    site: Record, queues: Table, slots: Table, kind_mask: Ints, officer: Record, at: int
) -> bool:
    """R6: an officer is held as long as a ticket waits that the hold is for."""
    for w in range(site.n_words):
        mask = kind_mask[officer.kind, w]
        if number_waiting(site, queues, slots, w, mask, officer.hold_limit, at) > 0:
            return True
    return False


@hot
def is_there(
    site: Record, queues: Table, slots: Table, kind_mask: Ints, officer: Record, at: int
) -> bool:
    """Whether an officer is on duty or held."""
    may_be_held = officer.hold_limit > 0 and officer.doing == BUSY
    if officer.doing == STANDBY:
        return True
    return officer.on_duty or (may_be_held and is_held(site, queues, slots, kind_mask, officer, at))


@compiled
def expected_wait(
    site: Record, counters: Counters, sessions: Table, slots: Table, live: Live, procedure: int,
    at: int,
) -> int:  # fmt: skip
    """The wait of one who would file now [ms]; -1 where nobody serves, or the doors are shut."""
    hours = sessions[site.first_session : site.last_session]
    if site.closed_at == at or not doors_open(site, hours, at):
        return -1
    profile = live.profile[site.number, procedure * N_PURPOSES + FILE]
    word, bit = profile // MASK_BITS, profile % MASK_BITS
    kind_mask = counters.kind_mask[site.first_kind : site.last_kind]
    officers = counters.officers[site.first_officer : site.last_officer]
    queues = counters.queues[site.first_queue : site.last_queue]
    n_able = 0
    for o in range(len(officers)):
        able = kind_mask[officers[o].kind, word] >> bit & 1
        if able and is_there(site, queues, slots, kind_mask, officers[o], at):
            if officers[o].doing == IDLE:
                return 0
            n_able += 1
    if n_able == 0:
        return -1
    waiting = 0
    for w in range(site.n_words):
        mask = 0
        for o in range(len(officers)):
            able = kind_mask[officers[o].kind, word] >> bit & 1
            if able and is_there(site, queues, slots, kind_mask, officers[o], at):
                mask |= kind_mask[officers[o].kind, w]
        waiting += number_waiting(site, queues, slots, w, mask, FAR, at)
    return (waiting + 1) * live.mean_service[procedure, site.number] // n_able


@compiled
def number_waiting(
    site: Record, queues: Table, slots: Table, word: int, mask: int, before: int, at: int
) -> int:
    """Visits of tickets before an instant in the queues of a word that a mask names."""
    n = 0
    for priority in range(site.n_classes - 1):
        for bit in range(MASK_BITS):
            profile = word * MASK_BITS + bit
            if profile >= site.n_profiles:
                break
            if mask >> bit & 1:
                slot = queues[priority * site.n_profiles + profile].head
                while slot >= 0:
                    # Some have left. Patience that ends now has ended before anybody arrives (R9).
                    is_here = slots[slot].row >= 0 and slots[slot].deadline > at
                    if is_here and slots[slot].arrived_at < before:
                        n += 1
                    slot = slots[slot].next
    return n


@compiled
def at_site(length: float, share: float) -> int:
    """A duration of the site [ms] from one at full productivity."""
    return max(1, int(length / share + 0.5))


@compiled
def settle_at(life: Life, live: Live, i: int, s: int) -> None:
    """The i-th undecided dossier is filed at site s, with all that follows from it."""
    open_ = live.undecided[i]
    dossier = life.dossiers[open_.dossier]
    share = live.productive[s]
    dossier.site = life.lives[open_.dossier].site = s
    dossier.supplement = at_site(open_.supplement, share)
    dossier.collect = at_site(open_.collect, share)
    unit = life.habits[s, dossier.procedure].unit
    if unit >= 0 and open_.lead > 0:
        dossier.lead = int(open_.lead * live.standard_day[unit] + 0.5)


@compiled
def file_now(run: Record, life: Life, service: float, d: int, live: Live) -> int:
    """The row of the visit to file a dossier whose site has just been chosen."""
    row = run.n_rows
    run.n_rows = row + 1
    visit, dossier = life.visits[row], life.dossiers[d]
    s = dossier.site
    visit.dossier, visit.procedure, visit.purpose = d, dossier.procedure, FILE
    visit.repetition = visit.tries = 0
    visit.service = at_site(service, live.productive[s])
    visit.patience, visit.intake, visit.return_word = dossier.patience, -1, dossier.return_word
    profile = live.profile[s, dossier.procedure * N_PURPOSES + FILE]
    visit.queue = dossier.priority * life.sites[s].n_profiles + profile
    return row
