"""The rules of checking evidence: ours for everybody, a rulebook's own beside or in place of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weibao.errors import RulebookError
from weibao.rulebook import load_rulebook
from weibao.rulebook.loader import find_folder
from weibao.rulebook.proofs import ROLES, load_proof_rules, named_types

OWN = """
assumption = '试行办法没有写。'
[[windows]]
id = 'X01'
phrase = '本年度'
start = 2030-01-01
end = 2030-12-30
yearly = true
[[checks]]
id = 'E07'
title = '照片重复'
level = 'off'
how = 'auto'
"""


def test_a_rulebook_without_a_file_has_ours(tmp_path: Path) -> None:
    rules = load_proof_rules(tmp_path)
    assert len(rules.checks) == 36
    assert rules.figures
    assert not rules.windows


def test_what_a_rulebook_says_stands_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "checks.toml").write_text(OWN, encoding="utf-8")
    rules = load_proof_rules(tmp_path)
    assert {check.id: check.level for check in rules.checks}["E07"] == "off"
    assert len(rules.checks) == 36
    assert rules.windows[0].start == date(2030, 1, 1)
    assert rules.windows[0].assumption == "试行办法没有写。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("assumption = '试行办法没有写。'", ""), ("level = 'off'", "level = 'never'"), ("'X01'", "'Z01'"),
        ("yearly = true", "yearly = 'yes'"), ("start = 2030-01-01", "start = '2030'"), ("how = 'auto'", "why = 'auto'"),
        ("[[checks]]", "[[rules]]"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "checks.toml").write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(RulebookError, match=r"checks\.toml"):
        load_proof_rules(tmp_path)


WORDS = {
    "roles": "id = 'T01'\nrole = 'photo'",
    "figures": "id = 'Q01'\ntitle = '学校数'",
    "counts": "id = 'U01'\nrequirement = 'R01'\ntype = 'M01'\nscope = 'unit'",
}


@pytest.mark.parametrize("kind", WORDS)
def test_what_looks_for_words_names_at_least_one(tmp_path: Path, kind: str) -> None:
    """Without one it would never be found, and nobody would be told."""
    asked = f"{OWN}[[{kind}]]\n{WORDS[kind]}\nwords = "
    for words, told in (("[]", "“words”不能为空；至少写一项"), ("['  ']", "“words”中的每一项都应为文字")):
        (tmp_path / "checks.toml").write_text(asked + words, encoding="utf-8")
        with pytest.raises(RulebookError, match=rf"checks\.toml，记录 \w01：{told}"):
            load_proof_rules(tmp_path)
    (tmp_path / "checks.toml").write_text(asked + "['学校']", encoding="utf-8")
    records = getattr(load_proof_rules(tmp_path), kind)
    assert [record.words for record in records if record.id.endswith("01")] == [("学校",)]


def test_every_window_of_the_plan_is_understood_and_every_reference_is_there() -> None:
    book = load_rulebook()
    rules = load_proof_rules(find_folder(book.id), book.places)
    phrases = [window.phrase for window in rules.windows]
    assert [row.id for row in book.indicators if not any(phrase in row.window for phrase in phrases)] == []
    recurrences = [row.recurrence for row in book.indicators]
    assert all(any(node.phrase in text for text in recurrences) for node in rules.nodes)
    known = {item.id for item in book.requirements}
    assert {count.requirement for count in rules.counts} <= known
    assert {count.type for count in rules.counts} <= {kind.id for kind in book.material_types}
    words = {word for check in rules.checks for word in check.types} | {w for role in rules.roles for w in role.words}
    assert all(named_types([word], book.material_types) for word in words)
    assert {role.role for role in rules.roles} == set(ROLES)


def test_types_are_told_by_their_names_whatever_their_numbers() -> None:
    village = load_rulebook(Path(__file__).parent.parent / "village")
    rules = load_proof_rules(find_folder(load_rulebook().id), load_rulebook().places)
    assert rules.types("notice", village.material_types) == {"M02"}  # 通知文件
    assert rules.types("photo", village.material_types) == frozenset()


def test_all_of_it_has_its_reason() -> None:
    rules = load_proof_rules(find_folder(load_rulebook().id), load_rulebook().places)
    assert all(record.assumption for part in (rules.windows, rules.nodes, rules.counts) for record in part)
