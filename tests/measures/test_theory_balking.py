"""M/M/c/K against closed forms."""

from __future__ import annotations

import pytest

from sim.measures.theory import MMc, erlang_b
from sim.measures.theory_balking import MMcK


def queue(load: float, servers: int, room: int) -> MMcK:
    return MMcK(arrival_rate=load / 6, service_rate=1 / 6, servers=servers, room=room)


@pytest.mark.parametrize("load", [0.7, 1.0, 3.0])
def test_of_one_server_the_states_are_geometric(load: float) -> None:
    found = queue(load, 1, 4)
    weights = [load**n for n in range(6)]
    total = sum(weights)
    assert found.balking_probability == pytest.approx(weights[5] / total)
    waiting = sum(n * weights[n + 1] for n in range(5)) / total
    assert found.queue_mean == pytest.approx(waiting)
    stays = 1 - weights[5] / total
    assert found.wait_mean == pytest.approx(waiting / (load / 6 * stays))
    assert found.wait_probability == pytest.approx(sum(weights[1:5]) / total / stays)
    assert found.utilisation == pytest.approx(1 - weights[0] / total)


def test_without_room_it_is_erlang_b() -> None:
    found = queue(2.5, 4, 0)
    assert found.balking_probability == pytest.approx(erlang_b(4, 2.5))
    assert (found.queue_mean, found.wait_mean, found.wait_probability) == (0, 0, 0)


def test_with_room_for_all_it_is_erlang_c() -> None:
    found, exact = queue(3.0, 4, 400), MMc(arrival_rate=0.5, service_rate=1 / 6, servers=4)
    assert found.wait_mean == pytest.approx(exact.wait_mean)
    assert found.wait_probability == pytest.approx(exact.wait_probability)
    assert found.balking_probability == pytest.approx(0, abs=1e-12)
