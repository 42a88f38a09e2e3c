"""What a new county's rulebook takes over from the one that comes with the program, in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.loader import DEFAULT_RULEBOOK, find_folder
from weibao.rulebook.tables import read_toml
from weibao.rulebook.towns import TOWN_LIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILLED: Final = "据建库表填写。"
_OURS: Final = "方案没有规定，按程序通用的办法，可以改。"
_PLAN_DAYS: Final = {"application_date": "declare", "evidence_from": "start", "evidence_to": "accept"}
_KEEP: Final = ("id", "group", "title", "type", "choices", "unit", "help")
# Texts of settings in which nothing of another county may stand: key of the setting → what is put there.
_BLANK: Final = (
    "cc",
    "superiors",
    "zero_report_to",
    "director",
    "leader",
    "inspectors",
    "office_contact",
    "office_phone",
)
_EXAMPLE: Final = re.compile(r"，如“[^”\dA-Z=]*”")  # examples in words of another county


@dataclass(frozen=True)
class Ours:
    """The files of the rulebook that comes with the program that others start from, and what is said instead."""

    settings: Sequence[Mapping[str, Any]]
    documents: Sequence[Mapping[str, Any]]
    material_types: dict[str, Any]
    words: Mapping[str, str]

    @classmethod
    def read(cls, head: Mapping[str, str]) -> Ours:
        """Read them for a county with these answers."""
        folder = find_folder(DEFAULT_RULEBOOK)
        names = ("settings", "documents", "material_types", "units", "meta")
        raw = {name: read_toml(folder / f"{name}.toml", f"{name}.toml") for name in names}
        settings = raw["settings"]["settings"]
        words = _words(settings, raw["units"]["units"], raw["meta"]["group"], head)
        return cls(settings, raw["documents"]["document_kinds"], raw["material_types"], words)

    def reworded(self, text: str) -> str:
        """A text in the county's words. What is put in is not looked through again."""
        pattern = "|".join(map(re.escape, sorted(self.words, key=lambda word: -len(word))))
        return re.sub(pattern, lambda found: self.words[found[0]], _EXAMPLE.sub("", text))


def _words(
    settings: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]], group: Mapping[str, Any],
    head: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """What the program's own rulebook calls its county, organs, units and towns, and what is said instead."""
    was = {setting["id"]: str(setting["default"]) for setting in settings}
    level, towns = head["level"], head["group"] or "各乡级单位"
    old = was["county"][-1]
    code = head["code"].removesuffix("办")
    names = {unit["name"]: f"{level}{unit['name'][1:]}" for unit in units if unit["name"].startswith(old)}
    listed = dict.fromkeys((group["name"], *group["aliases"]), towns)
    above = {name: "上级" for key in ("assessors", "superiors") for name in was[key].split("、") if len(name) > 2}
    return {
        **above, **names, **listed, **{name.removeprefix("各"): towns.removeprefix("各") for name in listed},
        was["office"]: head["office"], was["group_name"]: head["group_name"], was["office_short"]: head["office_short"],
        was["doc_code"]: head["code"], was["group_code"]: code, was["send_to_all"]: f"{towns}，各有关部门和单位",
        was["report_to"]: f"{head['region']}人民政府", was["county"]: head["region"], "县（市、区）": level,
        f"{old}政府": f"{level}政府", f"全{old}": f"全{level}",
    }  # fmt: skip


def neutral_settings(ours: Ours, head: Mapping[str, str], days: Mapping[str, str]) -> list[dict[str, Any]]:
    """The settings, with defaults of this county."""
    code = head["code"].removesuffix("办")
    given = {
        "county": head["region"], "office": head["office"], "office_short": head["office_short"],
        "issuer_mark": head["office"], "printer": head["office"], "doc_code": head["code"],
        "group_name": head["group_name"], "group_mark": head["group_name"], "group_code": code,
        "minutes_code": f"{code}纪", TOWN_LIST: "", "assessors": head["assessors"],
        "report_to": f"{head['region']}人民政府", **dict.fromkeys(_BLANK, ""),
    }  # fmt: skip
    made = []
    for setting in ours.settings:
        row = {key: setting[key] for key in _KEEP if key in setting}
        row["default"] = given.get(setting["id"], ours.reworded(setting["default"]))
        if setting["type"] == "date" and setting["default"]:
            row["default"] = days.get(_PLAN_DAYS.get(setting["id"], "target")) or days["target"]
        for key in ("title", "help"):
            if key in row:
                row[key] = ours.reworded(row[key])
        row["assumption"] = FILLED if setting["id"] in given else _OURS
        made.append(row)
    return made


def neutral_documents(ours: Ours) -> list[dict[str, Any]]:
    """How documents are issued, in this county's words."""
    made = []
    for kind in ours.documents:
        row = {key: value for key, value in kind.items() if key not in ("source", "more", "assumption")}
        for key, value in row.items():
            if isinstance(value, str) and key not in ("id", "code", "signer", "issuer"):
                row[key] = ours.reworded(value)
            elif isinstance(value, list):
                row[key] = [ours.reworded(item) for item in value]
        made.append(row | {"assumption": _OURS})
    return made


def posts_and_meetings(head: Mapping[str, str], *, has_members: bool) -> dict[str, dict[str, Any]]:
    """The posts that every such campaign has, and its two kinds of meeting."""
    host = head["host"]
    approve = "报领导小组组长批准后印发调整通知"
    posts: list[dict[str, Any]] = [
        {"id": "L1", "body": "领导小组", "name": "组长", "seats": 1, "procedure": approve, "setting": "leader"},
        {"id": "L2", "body": "领导小组", "name": "副组长", "procedure": approve},
        {"id": "L4", "body": "办公室", "name": "主任", "seats": 1, "procedure": approve, "setting": "director"}
        | ({"held_by": f"{host}主要负责人"} if host else {}),
    ]
    if has_members:
        posts += [
            {"id": "L3", "body": "领导小组", "name": "成员", "every_member": True, "procedure": approve,
             "approval": "领导小组组长", "paper": "member_notice"},
            {"id": "L5", "body": "办公室", "name": "联络员", "every_member": True, "procedure": "由所在单位函告办公室",
             "paper": "liaison_letter"},
        ]  # fmt: skip
    empty = dict.fromkeys(("purpose", "agenda", "attendance", "minutes", "distribution"), "")
    meetings = [
        {"id": "N1", "name": "全体会议", "body": "领导小组", "per_year": 1, "frequency": "每年至少一次",
         "convener": "组长"} | empty,
        {"id": "N2", "name": "会议", "body": "办公室", "frequency": "按需召开", "convener": "办公室主任"} | empty,
    ]  # fmt: skip
    return {
        "people.toml": {"assumption": _OURS, "posts": posts},
        "meetings.toml": {"assumption": _OURS, "meetings": meetings},
    }
