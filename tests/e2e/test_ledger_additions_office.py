"""核定台账 after LibreOffice saved it, and what LibreOffice makes of ledgers that were worked in and then updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.ledger_additions import GROUPS
from corpus.ledger_law import breaches
from corpus.ledger_shapes import SHAPES
from corpus.ledger_world import World
from corpus.packages import parts_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.office import Office
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]


def test_ledgers_that_were_worked_in(office: Office, tmp_path: Path, village: Rulebook, calendar: WorkCalendar) -> None:
    world = World.make(tmp_path / "核定台账.xlsx", village, calendar)
    items = {item.id for item in world.assessment.items}

    lost = []

    def opens(path: Path) -> None:
        assert [item.code for item in world.update(path).findings if item.severity == "error"] == [], path.name
        with office.open(path) as book:
            if not items <= {row[0] for row in book.read("督办", "A4:A27")}:
                lost.append(path.stem)

    whole = write(tmp_path / "原样.xlsx", world.parts)
    saved = tmp_path / "另存.xlsx"
    with office.open(whole) as book:
        book.save_as(saved)
    before = parts_of(saved)
    opens(saved)
    assert breaches(before, parts_of(saved)) == []
    world.arrived(saved)
    for number, group in enumerate(GROUPS):
        parts = dict(world.parts)
        for addition in group:
            addition(parts)
        opens(write(tmp_path / f"加{number}.xlsx", parts))
    for shape in SHAPES:
        opens(write(tmp_path / f"{shape.__name__}.xlsx", shape(dict(world.parts))))
    # LibreOffice itself does not find parts whose names are percent-encoded.
    assert lost == ["moved_parts"]
