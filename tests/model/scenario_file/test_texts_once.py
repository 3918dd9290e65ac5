"""A text that many scenarios extend is parsed once, and gives each the same tree."""

from __future__ import annotations

from sim.model.scenario_file import read, yaml_text
from sim.model.scenario_file.files import SHIPPED


def test_phases_read_one_after_the_other_parse_their_base_once() -> None:
    yaml_text._kept.cache_clear()
    first = [read(SHIPPED / f"phase-{n}.yaml").scenario for n in (1, 2, 3)]
    met = yaml_text._kept.cache_info()
    assert (met.hits, met.misses) == (3, 3)
    assert [read(SHIPPED / f"phase-{n}.yaml").scenario for n in (1, 2, 3)] == first


def test_little_texts_push_nothing_out() -> None:
    yaml_text._kept.cache_clear()
    for n in range(20):
        yaml_text.compose(f"name: {n}\n", "little.yaml")
    assert yaml_text._kept.cache_info().currsize == 0
