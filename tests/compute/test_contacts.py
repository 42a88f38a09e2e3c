"""Whom a unit writes on its 填报说明, beside 成员名册; and that no document has anything of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import weibao.documents
from weibao.compute.contacts import contact_hints
from weibao.compute.members import Member
from weibao.compute.returns import People

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

WRITTEN = People(filler="丙某", head="甲某", deputy="乙 某")


def roster(**names: str) -> list[Member]:
    posts = {"head": ("领导小组", "成员"), "deputy": ("市未保办", "成员"), "officer": ("市未保办", "联络员")}
    return [Member(body=posts[key][0], post=posts[key][1], unit="D07", name=name) for key, name in names.items()]


@pytest.mark.parametrize(
    ("held", "people", "told"),
    [
        ({"head": "甲某", "deputy": "乙某", "officer": "丙某"}, WRITTEN, ()),
        ({}, WRITTEN, ()),
        ({"head": "甲某", "deputy": "丁某"}, WRITTEN, ("市未保办成员：名册是丁某，清单写的是乙 某",)),
        ({"officer": "丙某"}, replace(WRITTEN, officer="戊某"), ("市未保办联络员：名册是丙某，清单写的是戊某",)),
        ({"officer": "丙某、戊某"}, replace(WRITTEN, officer="戊某"), ()),
        ({"head": "甲某"}, People(), ()),
    ],
)
def test_what_differs_is_told(rugao: Rulebook, held: dict[str, str], people: People, told: tuple[str, ...]) -> None:
    assert contact_hints(rugao, roster(**held), "D07", people) == told
    assert contact_hints(rugao, roster(**held), "D08", people) == ()


def test_no_document_asks_for_the_contacts() -> None:
    """Bulletins, compilations and all other papers are made without them."""
    folder = Path(weibao.documents.__file__).parent
    asks = re.compile(r"\.people\b|contact_hints")
    asking = [path.name for path in folder.rglob("*.py") if asks.search(path.read_text("utf-8"))]
    assert asking == []
