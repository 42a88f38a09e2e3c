"""The contract that other programs build on: the JSON of `score`, and the exit codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

DAY = "2023-10-09"
ROW_FIGURES = ["full", "claimed", "verified", "effective", "earned", "possible", "unassessed"]
STATUSES = {"done", "open", "due_soon", "overdue", "unassessed", "review"}
NUMBER = (int, float)


@pytest.fixture(scope="module")
def asked() -> dict[str, Any]:
    """What `score` printed, once it was asked."""
    return {}


@pytest.fixture
def score(asked: dict[str, Any], weibao: Any, demo_made: Path) -> dict[str, Any]:
    if not asked:
        outcome = weibao("score", demo_made, "--as-of", DAY, "--json")
        assert outcome.code == 0
        asked.update(outcome.json)
    return asked


def test_the_keys_and_their_order(score: dict[str, Any]) -> None:
    assert list(score) == [
        "schema", "as_of", "rulebook", "round", "application_date", "window", "silent_units", "total", "verdict",
        "final", "vetoes", "categories", "indicators", "units", "findings",
    ]  # fmt: skip
    assert list(score["total"]) == [*ROW_FIGURES, "provisional_rows"]
    assert all(list(item) == ["name", *ROW_FIGURES, "provisional_rows"] for item in score["categories"])
    indicator = {
        "id", "title", "category", "stated", "cap", *ROW_FIGURES, "level", "status", "light", "deadline", "lead", "co",
        "provisional", "units", "counts",
    }  # fmt: skip
    assert all(indicator <= set(item) for item in score["indicators"])
    unit = {
        "name", "returned", "received", "file", "stated", "full", "effective", "earned", "possible", "unassessed", "co",
        "overdue", "missing_evidence", "findings",
    }  # fmt: skip
    assert all(unit <= set(item) for item in score["units"])
    assert all(set(item["co"]) == {"met", "partial", "unmet", "open"} for item in score["units"])
    finding = {"code", "severity", "unit", "file", "sheet", "cell", "indicator", "message"}
    assert all(set(item) == finding for item in score["findings"])
    assert all({"id", "counted", "events"} <= set(item) for item in score["vetoes"])


def test_the_values(score: dict[str, Any]) -> None:
    assert score["schema"] == "weibao.score/1"
    assert (score["as_of"], score["rulebook"], score["round"]) == (DAY, "rugao_2023", 1)
    assert (score["application_date"], score["window"]) == ("2023-10-31", ["2021-10-31", "2023-10-31"])
    assert score["verdict"] in {"clear", "cautious", "not_recommended", "undecided"}
    assert isinstance(score["final"], bool)
    assert [item["id"] for item in score["indicators"]] == [f"I{n:02d}" for n in range(1, 69)]
    assert [item["id"] for item in score["vetoes"]] == [f"V{n}" for n in range(1, 9)]
    for item in score["indicators"]:
        assert item["level"] in {"MET", "PARTIAL", "UNMET", "UNASSESSED"}
        assert item["status"] in STATUSES
        assert item["light"] in {"red", "yellow", "green", "none"}
        assert date.fromisoformat(item["deadline"])
        assert all(item[key] is None or isinstance(item[key], NUMBER) for key in (*ROW_FIGURES, "stated", "cap"))
        assert all({"level", "stated", "evidence"} <= set(unit) for unit in item["units"].values())
    assert all(item["severity"] in {"error", "warning", "info"} for item in score["findings"])


def test_countable_figures(score: dict[str, Any]) -> None:
    by_id = {item["id"]: item["counts"] for item in score["indicators"]}
    assert by_id["I04"] is None
    assert {"ceiling", "limits", "reason", "rows"} == set(by_id["I60"])
    assert [row["id"] for row in by_id["I07"]["rows"]] == ["Q06", "Q08"]
    keys = {"id", "title", "requirements", "done", "total", "part", "points", "reached", "hint", "light", "deadline"}
    for row in (row for counts in by_id.values() if counts for row in counts["rows"]):
        assert keys <= set(row)
        assert row["answered"] <= row["asked"] == len(row["units"])
        assert all(value is None or isinstance(value, NUMBER) for value in (row["done"], row["total"], row["points"]))
        assert all({"done", "total", "reached", "ceiling", "light"} == set(unit) for unit in row["units"].values())


def test_names_are_those_of_the_rulebook_and_the_towns_are_one_member(score: dict[str, Any]) -> None:
    by_id = {item["id"]: item for item in score["indicators"]}
    assert (by_id["I09"]["lead"], by_id["I09"]["co"]) == (["市财政局"], ["各镇（街道）"])
    assert by_id["I07"]["lead"] == []
    assert len(by_id["I07"]["units"]) == 14
    assert {item["name"] for item in score["units"]} >= {"市教育局", "东陈镇", "市税务局"}
    assert len(score["units"]) == 54


def test_what_nobody_said_is_null_not_nought(score: dict[str, Any]) -> None:
    silent = [item for item in score["indicators"] if item["level"] == "UNASSESSED"]
    assert silent
    for item in silent:
        assert (item["claimed"], item["effective"]) == (None, None)
        assert (item["earned"], item["unassessed"]) == (0, item["full"])


def test_exit_codes(weibao: Any, few_made: Path, tmp_path: Path) -> None:
    demo = few_made
    assert weibao("score", demo, "--as-of", DAY).code == 0
    assert weibao("score", demo, "--as-of", DAY, "--strict").code == 1
    assert weibao("score", tmp_path / "没有").code == 2
    assert weibao("rulebook", "audit").code == 1
    blank = next((demo / "下发" / "第1轮").glob("07 *.xlsx"))
    told = weibao("check", blank, "--as-of", DAY, "--json")
    assert (told.code, {item["code"] for item in told.json["findings"]}) == (1, {"levels-blank", "vetoes-blank"})
    returned = sorted((demo / "回收" / "第1轮").glob("*.xlsx"))
    assert {weibao("check", path, "--as-of", DAY).code for path in returned} == {0, 1}
    faulty = next((demo / "回收" / "第1轮").glob("10 *.xlsx"))
    assert weibao("check", faulty, "--as-of", DAY).code == 1


def test_looking_writes_nothing(weibao: Any, few: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in few.rglob("*") if path.is_file()}

    before = state()
    for command in ("score", "status"):
        assert weibao(command, few, "--as-of", "2023-10-20").code == 0
    assert state() == before


def test_the_rulebook_export_gives_every_record_its_ground(weibao: Any) -> None:
    book = weibao("rulebook", "export", "--format", "json").json
    for part in ("indicators", "vetoes", "units", "tasks", "phases", "meetings"):
        assert book[part]
        for record in book[part]:
            assert ("source" in record and record["source"]["quote"]) or record["kind"] == "assumption", record["id"]
