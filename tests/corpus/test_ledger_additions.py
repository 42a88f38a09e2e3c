"""核定台账 after an office, Excel, WPS or another program worked in it: an update keeps the law, or goes beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from corpus.ledger_additions import GROUPS
from corpus.ledger_law import breaches
from corpus.ledger_shapes import REFUSED, SHAPES, UNREADABLE, arrays_in_rows, rows_taken, signed, streamed
from corpus.ledger_world import World
from corpus.packages import parts_of, write
from weibao.compute.model import Round
from weibao.errors import WorkbookError
from weibao.sheets.ledger_guard import REBUILT
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_update import add_round, update_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.ledger_parts import Parts
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
# Findings that some additions bring; the update is made all the same.
NOTED = {"filtered_rows": ["ledger-row-hidden"], "list_inside": ["ledger-overwritten"]}


@pytest.fixture(scope="session")
def world(village: Rulebook, calendar: WorkCalendar, tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.make(tmp_path_factory.mktemp("ledger") / "核定台账.xlsx", village, calendar)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: "+".join(made.__name__ for made in group))
def test_what_an_office_added_survives(
    world: World, tmp_path: Path, group: tuple[Callable[[Parts], None], ...]
) -> None:
    parts = dict(world.parts)
    for addition in group:
        addition(parts)
    path = write(tmp_path / "核定台账.xlsx", parts)
    result = world.update(path)
    noted = [code for made in group for code in NOTED.get(made.__name__, [])]
    assert (result.path, [item.code for item in result.findings]) == (path, noted)
    assert breaches(parts, parts_of(path)) == []
    world.arrived(path)
    assert not world.update(path).changed
    if len(group) > 1:
        book = openpyxl.load_workbook(path, keep_vba=True)
        book.close()
        if book.vba_archive:
            book.vba_archive.close()  # else it fails whenever it is thrown away


@pytest.mark.parametrize("shape", SHAPES, ids=lambda made: made.__name__)
def test_a_ledger_written_otherwise(world: World, tmp_path: Path, shape: Callable[[Parts], Parts]) -> None:
    parts = shape(dict(world.parts))
    path = write(tmp_path / "核定台账.xlsx", parts)
    office, _ = read_office(path, world.case.rulebook)
    assert office == world.office
    kept(world, path, parts)


def test_a_ledger_in_a_container_written_otherwise(world: World, tmp_path: Path) -> None:
    kept(world, streamed(tmp_path / "核定台账.xlsx", dict(world.parts)), world.parts)


def kept(world: World, path: Path, parts: Parts) -> None:
    result = world.update(path)
    assert (result.path, [item.code for item in result.findings]) == (path, [])
    assert breaches(parts, parts_of(path)) == []
    world.arrived(path)
    assert not world.update(path).changed


@pytest.mark.parametrize(("spoil", "code", "words"), REFUSED, ids=[case[1] for case in REFUSED])
def test_what_must_not_be_written_into(
    world: World, tmp_path: Path, spoil: Callable[[Parts], None], code: str, words: str
) -> None:
    """The ledger stays as it is; the update, all of it, is in the file that the message names."""
    parts = dict(world.parts)
    spoil(parts)
    path = write(tmp_path / "核定台账.xlsx", parts)
    before, office = path.read_bytes(), read_office(path, world.case.rulebook)[0]
    result = world.update(path)
    assert (path.read_bytes(), result.path.name) == (before, "核定台账（待更新）.xlsx")
    assert [item.code for item in result.findings] == [code]
    for said in (words, path.name, result.path.name):
        assert said in result.findings[0].message
    if code in REBUILT:
        made = read_office(result.path, world.case.rulebook)[0]
        assert replace(made, causes=office.causes) == office
    else:
        assert breaches(parts, parts_of(result.path)) == []
    world.arrived(result.path)
    with pytest.raises(WorkbookError, match="没有写入"):
        add_round(path, world.case.rulebook, Round(2, "复查"))
    assert path.read_bytes() == before


@pytest.mark.parametrize("spoil", [rows_taken, arrays_in_rows], ids=lambda made: made.__name__)
def test_rows_that_only_look_empty_are_left(world: World, tmp_path: Path, spoil: Callable[[Parts], None]) -> None:
    parts = dict(world.parts)
    spoil(parts)
    path = write(tmp_path / "核定台账.xlsx", parts)
    result = world.update(path)
    assert [item.code for item in result.findings] == ["ledger-rows-taken"]
    assert "取消合并" in result.findings[0].message
    assert breaches(parts, parts_of(path)) == []


@pytest.mark.parametrize(("spoil", "words"), UNREADABLE, ids=[case[0].__name__ for case in UNREADABLE])
def test_what_cannot_be_read_is_left(
    world: World, tmp_path: Path, spoil: Callable[[Path, Parts], None], words: str
) -> None:
    path = tmp_path / "核定台账.xlsx"
    spoil(path, dict(world.parts))
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=words):
        world.update(path)
    assert (path.read_bytes(), len(list(tmp_path.iterdir()))) == (before, 1)


def test_a_file_beside_that_somebody_changed_is_not_written_over(world: World, tmp_path: Path) -> None:
    parts = dict(world.parts)
    signed(parts)
    path = write(tmp_path / "核定台账.xlsx", parts)
    beside = tmp_path / "核定台账（待更新）.xlsx"
    beside.write_bytes(b"somebody's")
    args = (world.rulebook, world.settings, world.assessment, world.case.returns)
    result = update_ledger(path, *args, mine=lambda found: found != beside)
    assert (result.path.name, beside.read_bytes()) == ("核定台账（待更新2）.xlsx", b"somebody's")
