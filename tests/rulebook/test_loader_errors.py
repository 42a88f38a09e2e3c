"""One broken rulebook per mistake.

The files in tests/bad_rulebooks say what to break in the village, and which words the message must hold.
"""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from rulebook.broken import CASES, VILLAGE, broken
from weibao.errors import RulebookError
from weibao.rulebook import load_rulebook, loader
from weibao.rulebook.faults import FaultyRulesError
from weibao.rulebook.tables import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# Where one mistake is truly several: each of these departments stands after the town, each row names the renamed unit.
SEVERAL = {"town_before_department": 3, "unit_not_a_folder": 4}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_mistake_is_named(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(FaultyRulesError) as caught:
        load_rulebook(broken(case, tmp_path))
    message = str(caught.value)
    assert [word for word in case["words"] if word not in message] == [], message
    # A record that is set aside makes no mistakes of others.
    assert len(caught.value.faults) == SEVERAL.get(path.stem, 1), message


def test_messages_tell_mistakes_apart(tmp_path: Path) -> None:
    messages = []
    for number, path in enumerate(CASES):
        with pytest.raises(RulebookError) as caught:
            load_rulebook(broken(tomllib.loads(path.read_text(encoding="utf-8")), tmp_path / str(number)))
        messages.append(str(caught.value))
    assert len(set(messages)) == len(CASES)


def test_no_such_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"不是规则库.*rugao_2023"):
        load_rulebook(tmp_path)
    with pytest.raises(RulebookError, match="“nowhere_2099”不是规则库"):
        load_rulebook("nowhere_2099")


ODD_VALUES = ("", "x", 0, -1, 10**30, True, Decimal("NaN"), [], {}, [[]], [{}], date.min)


class Forgetful(dict[str, Any]):
    """Nothing is found again: the files that are read stand for others."""

    def __contains__(self, key: object) -> bool:
        return False


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every key of a file; of an array only the first item."""
    children = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from _places(child, (*path, key))


@pytest.mark.parametrize("name", sorted(path.relative_to(VILLAGE).as_posix() for path in VILLAGE.rglob("*.toml")))
def test_whatever_stands_there_nothing_but_our_own_error_comes_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {path.relative_to(VILLAGE).as_posix(): read_toml(path, path.name) for path in VILLAGE.rglob("*.toml")}
    whole, refused = files[name], 0
    monkeypatch.setattr(loader, "read_toml", lambda _, file: copy.deepcopy(files[file]))
    monkeypatch.setattr(loader, "_LOADED", Forgetful())
    for *parents, last in _places(whole):
        for odd in ODD_VALUES:
            files[name] = copy.deepcopy(whole)
            table = files[name]
            for key in parents:
                table = table[key]
            table[last] = odd
            try:
                load_rulebook(VILLAGE)
            except RulebookError:
                refused += 1
    assert refused
