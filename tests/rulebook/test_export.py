"""The rulebook as plain data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from weibao.rulebook.export import as_dict

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook


@pytest.fixture(scope="module")
def data(rugao: Rulebook) -> dict[str, Any]:
    return as_dict(rugao)


def test_survives_json(data: dict[str, Any]) -> None:
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_every_record_has_its_source_or_is_an_assumption(rugao: Rulebook, data: dict[str, Any]) -> None:
    records = [record for part in data.values() if isinstance(part, list) for record in part if "id" in record]
    assert {record["id"] for record in records} | {"TOWNS"} == set(rugao.record_by_id)
    for record in records:
        if "source" in record:
            assert set(record["source"]) == {"place", "item", "quote", "line"}
            assert record["source"]["line"] > 0
            assert "kind" not in record
        else:
            assert record["kind"] == "assumption"
            assert record["assumption"]


def test_indicator(data: dict[str, Any]) -> None:
    row = data["indicators"][26]
    assert (row["id"], row["category"], row["category_id"], row["full"]) == ("I27", "学校保护", "C04", 1)
    assert row["lead"] == ["市教育局"]
    assert row["co"][:2] == ["市委宣传部", "市人民法院"]
    assert row["co_ids"][:2] == ["D01", "D04"]
    assert "市文旅局，团市委" in row["units_as_written"]
    assert row["aggregation"] == {"stated": "lowest", "group": "mean", "cap": "mean", "round": "down"}
    assert data["indicators"][6]["co"] == ["各镇（街道）"]


def test_head(data: dict[str, Any]) -> None:
    assert (data["id"], data["full"], data["score_step"], data["issued"]) == ("rugao_2023", 100, 0.5, "2023-03-28")
    assert sum(row["full"] for row in data["indicators"]) == 100
    assert len(data["digest"]) == 64
    assert data["group"]["name"] == "各镇（街道）"


def test_rules_are_also_given_by_kind(data: dict[str, Any]) -> None:
    assert [rule["title"] for rule in data["systems"]] == [
        "联合调研制度", "情况通报制度", "专题研究制度", "督查督办制度",
    ]  # fmt: skip
    assert len(data["safeguards"]) == 4
    assert len(data["scoring"]) == 3
    by_kind = ("systems", "documents", "safeguards", "scoring", "organisation", "duties", "principles", "goals")
    assert sum(len(data[key]) for key in by_kind) == len(data["rules"])


def test_village_keeps_quarter_points(village: Rulebook) -> None:
    data = as_dict(village)
    assert [row["full"] for row in data["indicators"]] == [1, 0.5, 1.5, 1, 1, 0.75, 0.25]
    assert data["group"] is None
    assert data["score_step"] == 0.25
