"""FORMAT.md and the labels keep up with the format: every key and every choice is described."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import weibao.rulebook
from weibao.rulebook import counts, specs
from weibao.rulebook.export import as_dict
from weibao.rulebook.labels import KINDS, LABELS, PARTS, WORDS
from weibao.rulebook.trace import trace

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook
    from weibao.rulebook.tables import Spec

FORMAT = (Path(weibao.rulebook.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
SPECS = {name: spec for name, spec in vars(specs).items() if name.isupper() and isinstance(spec, dict)} | counts.SPECS


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_every_key_and_choice_is_described(spec: Spec) -> None:
    for key, field in spec.items():
        assert any(form in FORMAT for form in (f"`{key}`", f"`{key} ", f"{key} =", f"[[{key}]]", f"[{key}]")), key
        choices = () if spec is specs.FACT else field.choices
        assert [choice for choice in choices if choice not in FORMAT] == [], key


def test_everything_shown_has_a_chinese_name(rugao: Rulebook) -> None:
    assert {type(record).__name__ for record in rugao.records()} <= set(KINDS)
    for record in rugao.records():
        data = trace(rugao, record.id).data
        shown = set(data) - {"id", "source", "more", "assumption", "kind", "lead_ids", "co_ids", "category_id"}
        assert shown <= set(LABELS), record.id
        if type(record).__name__ not in ("Setting", "EvidenceHint") and "type" in data:
            assert data["type"] in WORDS["type"], record.id
    for key in ("ask", "merge", "ladder", "office"):
        assert set(WORDS[key]) == set(counts.SPECS["COUNT"][key].choices)
    assert set(WORDS["comparison"]) == set(specs.REQUIREMENT["comparison"].choices)
    lists = {key for key, value in as_dict(rugao).items() if isinstance(value, list)}
    assert lists == set(PARTS)
