"""The office's settings: defaults from the rulebook, what the clerk typed on top, every value typed.

A value that cannot be understood is a finding and the default stands. The rulebook may hold more settings than the
computation needs; `Settings.texts` has the text in force of every one of them, by key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from weibao.compute import setting_values
from weibao.compute.near_units import TOWN_ENDINGS
from weibao.compute.terms import Escalation
from weibao.errors import RulebookError
from weibao.findings import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from weibao.rulebook.model import Aggregation, Rulebook, Setting

# The words of the choices that the computation understands → its own values (None: as the rulebook says).
_CHOICES: dict[str, dict[str, str | None]] = {
    "aggregation_round": {"按规则库": None, "向下": "down", "就近": "nearest"},
    "aggregation_cap": {"按规则库": None, "计入": "mean", "不计入": "none"},
    "aggregation_group": {"按规则库": None, "平均": "mean", "最低": "lowest"},
    "rectify_unit": {"日": "日", "月": "月", "工作日": "工作日"},
    "escalation": {item.label: item for item in Escalation},
}

# Names of towns become names of folders and files, on Windows as well.
_NOT_IN_FOLDERS = re.compile(r'[\\/:*?"<>|]')

# Settings that may be empty although they are dates or numbers.
_OPTIONAL = ("scoring_round", "target_points")

_NOWHERE: Mapping[str, Mapping[str, str]] = MappingProxyType({})
# Settings that a rulebook may do without; they are None then.
_SPARE = ("target_points",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings in force, one attribute per key of the sheet 设置; a limit is counted in its own unit."""

    county: str
    office: str
    office_short: str
    office_contact: str
    office_phone: str
    issuer_mark: str
    doc_code: str
    printer: str
    group_name: str
    group_mark: str
    group_code: str
    minutes_code: str
    director: str
    leader: str
    cc: tuple[str, ...]
    towns: tuple[str, ...]
    assessors: tuple[str, ...]
    application_date: date
    evidence_from: date
    evidence_to: date
    deadline_warn_days: int
    item_warn_days: int
    rectify_limit: int
    rectify_unit: str
    immediate_limit: int
    listed_limit: int
    escalate_days: int
    escalation: Escalation
    inspectors: tuple[str, ...]
    member_days: int
    supervise_partial: bool
    supervise_evidence: bool
    supervise_silent: bool
    aggregation_round: str | None
    aggregation_cap: str | None
    aggregation_group: str | None
    veto_unruled_counts: bool
    scoring_round: int | None
    return_days: int
    rank_units: bool
    target_points: Decimal | None = None
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def build(
        cls, rulebook: Rulebook, typed: Mapping[str, str], places: Mapping[str, Mapping[str, str]] = _NOWHERE
    ) -> tuple[Settings, tuple[Finding, ...]]:
        """The defaults of the rulebook with the typed values over them, and what was wrong with those.

        `typed` maps keys to text as it stands in the sheet; empty text means the default. `places` says of a key where
        that is, so that a finding can name the cell. Raises RulebookError where the rulebook lacks a setting that the
        computation needs.
        """

        def noted(key: str, *more: Finding) -> None:
            findings.extend(item.at(**places.get(key, {})) for item in more)

        known = {setting.id: setting for setting in rulebook.settings}
        needed = [item.name for item in fields(cls) if item.name != "texts"]
        missing = [key for key in needed if key not in known and key not in _SPARE]
        if missing:
            raise RulebookError(f"规则库“{rulebook.id}”的 settings.toml 缺少设置：{'、'.join(missing)}；请补上后再试。")
        strangers = [key for key in typed if key not in known and key not in rulebook.retired]
        findings: list[Finding] = []
        for key in strangers:
            noted(key, finding("setting-unknown", key=key))
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for key, setting in known.items():
            values[key], texts[key], found = _value(setting, typed.get(key, ""))
            noted(key, *found)
        unusable = _unusable_towns(rulebook, values["towns"])
        if unusable:
            noted("towns", finding("setting-towns-unusable", found="、".join(unusable)))
            values["towns"], texts["towns"] = _default(known["towns"]), known["towns"].default
        noted("towns", *_other_towns(rulebook, known["towns"].title, values["towns"]))
        if values["evidence_from"] > values["evidence_to"]:
            start = "evidence_from" if "evidence_from" in places else "evidence_to"
            noted(start, finding("setting-window-reversed", start=texts["evidence_from"], end=texts["evidence_to"]))
            for key in ("evidence_from", "evidence_to"):
                values[key], texts[key] = _default(known[key]), known[key].default
        target = values.get("target_points")
        full = rulebook.scale.points(rulebook.full)
        if target is not None and not 0 < target <= full:
            why = f"大于 0、不超过 {full} 的分数"
            noted("target_points", _unreadable(known["target_points"], str(target), why))
            values["target_points"] = _default(known["target_points"])
            texts["target_points"] = known["target_points"].default
        return cls(**{key: values[key] for key in needed if key in known}, texts=texts), tuple(findings)

    def apply(self, rulebook: Rulebook) -> Rulebook:
        """The rulebook with the towns of the settings; the same object where they do not differ."""
        if rulebook.group is None or not self.towns or self.towns == tuple(town.name for town in rulebook.towns):
            return rulebook
        return rulebook.with_towns(self.towns)

    def aggregation(self, rule: Aggregation) -> Aggregation:
        """An indicator's aggregation with the switches of the settings over it."""
        return replace(
            rule,
            round=self.aggregation_round or rule.round,
            cap=self.aggregation_cap or rule.cap,
            group=self.aggregation_group or rule.group,
        )


def _unusable_towns(rulebook: Rulebook, names: tuple[str, ...]) -> tuple[str, ...]:
    """Towns that bear a department's or the group's name, or one that cannot name a folder."""
    owners = (*(unit for unit in rulebook.units if unit.kind != "town"), *((rulebook.group,) if rulebook.group else ()))
    taken = {name for owner in owners for name in (owner.name, *owner.aliases)}
    return tuple(name for name in names if name in taken or _NOT_IN_FOLDERS.search(name))


def _other_towns(rulebook: Rulebook, title: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """That the list of towns is not the rulebook's: meant, as a rule; and names that hardly are a town's."""
    own = [town.name for town in rulebook.towns]
    more, less = [name for name in names if name not in own], [name for name in own if name not in names]
    if rulebook.group is None or not names:
        return
    if odd := [name for name in more if not name.endswith(TOWN_ENDINGS)]:
        yield finding("setting-towns-odd", title=title, found="、".join(odd))
    if more or less:
        parts = (("多出", more), ("没有", less))
        said = "，".join(f"{word}{len(found)}个（{'、'.join(found)}）" for word, found in parts if found)
        yield finding("setting-towns-differ", title=title, said=said)


def _value(setting: Setting, typed: str) -> tuple[object, str, list[Finding]]:
    """Value, text in force and findings of one setting."""
    if not typed.strip():
        return _default(setting), setting.default, []
    try:
        value = _translated(setting, typed)
    except ValueError:
        found = _unreadable(setting, typed.strip(), setting_values.allowed(setting))
        return _default(setting), setting.default, [found]
    if isinstance(value, tuple):
        listed = setting_values.names(typed)
        repeated = "、".join(dict.fromkeys(name for name in listed if listed.count(name) > 1))
        found_names = [finding("setting-duplicate", title=setting.title, found=repeated)]
        return value, "、".join(value), found_names if repeated else []
    if isinstance(value, date) and typed.strip() != value.isoformat():
        read = finding("setting-date-text", title=setting.title, found=typed.strip(), day=value.isoformat())
        return value, typed.strip(), [read]
    # Whoever reads the text reads a number: "15.0" may be typed, too.
    return value, str(value) if setting.type == "int" else typed.strip(), []


def _unreadable(setting: Setting, typed: str, allowed: str) -> Finding:
    return finding(
        "setting-unreadable", title=setting.title, found=typed, allowed=allowed, default=setting.default or "空"
    )


def _default(setting: Setting) -> object:
    try:
        value = _translated(setting, setting.default)
    except ValueError as error:
        raise RulebookError(
            f"设置“{setting.id}”的默认值“{setting.default}”不合要求，应为{setting_values.allowed(setting)}。"
        ) from error
    if value is None and setting.id in Settings.__slots__ and setting.id not in (*_OPTIONAL, *_CHOICES):
        raise RulebookError(f"设置“{setting.id}”没有默认值，应为{setting_values.allowed(setting)}。")
    return value


def _translated(setting: Setting, text: str) -> object:
    """The typed value; a choice that the computation knows becomes the computation's own word."""
    value = setting_values.parse(setting, text)
    words = _CHOICES.get(setting.id)
    if words is None:
        return value
    if str(value) not in words:
        raise ValueError(text)
    return words[str(value)]
