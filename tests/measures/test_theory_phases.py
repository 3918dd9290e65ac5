"""M/PH/c against Pollaczek and Khinchine, Erlang, Crommelin, and a chain cut off far out."""

from __future__ import annotations

import numpy as np
import pytest

from sim.measures.theory import MDc, MMc, mg1_wait_mean
from sim.measures.theory_phases import MPHc, erlang_phases, hyperexponential_phases
from sim.model.laws import Hyperexponential


def test_of_one_server_the_mean_wait_is_known() -> None:
    for phases, cv in (
        (erlang_phases(5, 3), 3**-0.5),
        (hyperexponential_phases(5, 1.5), 1.5),
        (hyperexponential_phases(5, 4), 4),
    ):
        found = MPHc(arrival_rate=0.12, service=phases, servers=1)
        assert found.wait_mean == pytest.approx(mg1_wait_mean(0.12, 5, cv), rel=1e-12)
        assert found.wait_probability == pytest.approx(0.6, rel=1e-12)


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_one_phase_is_exponential(servers: int) -> None:
    exact = MMc(arrival_rate=0.9 * servers / 6, service_rate=1 / 6, servers=servers)
    for phases in (erlang_phases(6, 1), hyperexponential_phases(6, 1)):
        found = MPHc(arrival_rate=exact.arrival_rate, service=phases, servers=servers)
        assert found.wait_mean == pytest.approx(exact.wait_mean, rel=1e-11)
        assert found.wait_probability == pytest.approx(exact.wait_probability, rel=1e-11)
        assert found.queue_mean == pytest.approx(exact.queue_mean, rel=1e-11)


def test_many_phases_come_to_a_fixed_time() -> None:
    """The error is a series in 1 / k: from 3, 6 and 12 phases one can tell where it goes."""
    exact = MDc(arrival_rate=0.25, service=6, servers=2)
    few, some, many = (
        MPHc(arrival_rate=0.25, service=erlang_phases(6, k), servers=2).wait_mean
        for k in (3, 6, 12)
    )
    told = (4 * (2 * many - some) - (2 * some - few)) / 3
    assert told == pytest.approx(exact.wait_mean, rel=4e-3)
    assert many != pytest.approx(exact.wait_mean, rel=2e-2)


def test_hyperexponential_services_of_two_servers_by_a_chain_cut_off() -> None:
    """The states written out by hand: servers at quick and at slow services, and the queue."""
    rate, mean, cv, longest = 0.25, 6.0, 1.5, 400
    phases = hyperexponential_phases(mean, cv)
    (p, q), (fast, slow) = phases.start, phases.rates
    pairs = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]
    states = [(i, j, 0) for i, j in pairs]
    states += [(i, j, n) for n in range(1, longest) for i, j in pairs[3:]]
    number = {state: k for k, state in enumerate(states)}
    moves = np.zeros((len(states), len(states)))
    for (i, j, n), k in number.items():
        if i + j < 2:
            moves[k, number[i + 1, j, 0]] += rate * p
            moves[k, number[i, j + 1, 0]] += rate * q
        elif n + 1 < longest:
            moves[k, number[i, j, n + 1]] += rate
        for ends, left in ((i * fast, (i - 1, j)), (j * slow, (i, j - 1))):
            if ends and n:
                moves[k, number[left[0] + 1, left[1], n - 1]] += ends * p
                moves[k, number[left[0], left[1] + 1, n - 1]] += ends * q
            elif ends:
                moves[k, number[*left, 0]] += ends
    balance = (moves - np.diag(moves.sum(axis=1))).T
    balance[0] = 1
    chance = np.linalg.solve(balance, np.eye(len(states))[0])
    waiting = np.array([n for _, _, n in states])
    busy = np.array([i + j for i, j, _ in states])
    found = MPHc(arrival_rate=rate, service=phases, servers=2)
    assert found.queue_mean == pytest.approx(chance @ waiting, rel=1e-9)
    assert found.wait_probability == pytest.approx(chance[busy == 2].sum(), rel=1e-9)


def test_the_phases_are_those_of_the_law_that_is_simulated() -> None:
    phases = hyperexponential_phases(6, 1.5)
    assert phases.mean == pytest.approx(6)
    law = Hyperexponential(mean=6, cv=1.5)
    x = law.ppf(np.array([0.1, 0.5, 0.99]))
    survival = np.array(phases.start) @ np.exp(-np.outer(phases.rates, x))
    assert survival == pytest.approx([0.9, 0.5, 0.01], rel=1e-9)
    assert erlang_phases(6, 3).mean == pytest.approx(6)


def test_beyond_full_load_there_is_no_steady_state() -> None:
    with pytest.raises(ValueError, match="below its servers"):
        MPHc(arrival_rate=1, service=erlang_phases(6, 2), servers=6)
